-- The tables of the older program, byte for byte: Dovecot, Postfix and the older mailcloakctl use them.
-- On a database of the older program this does nothing, save putting back an index or trigger that is missing.

CREATE TABLE IF NOT EXISTS domains (
    domain_name TEXT PRIMARY KEY,
    enabled     INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1)),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

CREATE TRIGGER IF NOT EXISTS trg_domains_set_updated_at
AFTER UPDATE ON domains
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE domains
    SET updated_at = strftime('%s','now')
    WHERE domain_name = NEW.domain_name;
END;

CREATE TABLE IF NOT EXISTS aliases (
    alias_email       TEXT PRIMARY KEY,
    target_user       TEXT NOT NULL,

    alias_domain_name TEXT NOT NULL,

    enabled           INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1)),
    updated_at        INTEGER NOT NULL DEFAULT (strftime('%s','now')),

    FOREIGN KEY (alias_domain_name) REFERENCES domains(domain_name) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS idx_aliases_target_user ON aliases(target_user);

CREATE INDEX IF NOT EXISTS idx_aliases_alias_domain ON aliases(alias_domain_name);

CREATE TRIGGER IF NOT EXISTS trg_aliases_domain_check_ins
BEFORE INSERT ON aliases
FOR EACH ROW
BEGIN
    -- alias_email must contain '@'
    SELECT CASE
        WHEN instr(NEW.alias_email, '@') = 0 THEN
            RAISE(ABORT, 'aliases.alias_email must contain @')
    END;

    -- alias_domain_name must match alias_email
    SELECT CASE
        WHEN NEW.alias_domain_name <> substr(NEW.alias_email, instr(NEW.alias_email,'@')+1) THEN
            RAISE(ABORT, 'aliases.alias_domain_name mismatch with alias_email domain')
    END;
END;

CREATE TRIGGER IF NOT EXISTS trg_aliases_domain_check_upd
BEFORE UPDATE ON aliases
FOR EACH ROW
BEGIN
    -- alias_email must contain '@'
    SELECT CASE
        WHEN instr(NEW.alias_email, '@') = 0 THEN
            RAISE(ABORT, 'aliases.alias_email must contain @')
    END;

    -- alias_domain_name must match alias_email
    SELECT CASE
        WHEN NEW.alias_domain_name <> substr(NEW.alias_email, instr(NEW.alias_email,'@')+1) THEN
            RAISE(ABORT, 'aliases.alias_domain_name mismatch with alias_email domain')
    END;
END;

CREATE TRIGGER IF NOT EXISTS trg_aliases_set_updated_at
AFTER UPDATE ON aliases
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE aliases
    SET updated_at = strftime('%s','now')
    WHERE alias_email = NEW.alias_email;
END;

CREATE TABLE IF NOT EXISTS apps (
    app_id      TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    enabled     INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1)),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

CREATE TRIGGER IF NOT EXISTS trg_apps_set_updated_at
AFTER UPDATE ON apps
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE apps
    SET updated_at = strftime('%s','now')
    WHERE app_id = NEW.app_id;
END;

CREATE TABLE IF NOT EXISTS app_from (
    app_id      TEXT NOT NULL,
    from_addr   TEXT NOT NULL,
    enabled     INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1)),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (app_id, from_addr),
    FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS idx_app_from_from_addr ON app_from(from_addr);

CREATE TRIGGER IF NOT EXISTS trg_app_from_set_updated_at
AFTER UPDATE ON app_from
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE app_from
    SET updated_at = strftime('%s','now')
    WHERE app_id = NEW.app_id AND from_addr = NEW.from_addr;
END;
