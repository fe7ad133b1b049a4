-- Further targets of aliases: login names, and mail addresses with their @. The older program and other programs' queries see the
-- first target, in aliases.target_user, and know nothing of these. A catch-all is a row of aliases whose address is '@domain'.
CREATE TABLE alias_targets (
    alias_email     TEXT NOT NULL,
    target          TEXT NOT NULL CHECK (trim(target) <> ''),
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (alias_email, target),
    FOREIGN KEY (alias_email) REFERENCES aliases(alias_email) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TRIGGER trg_alias_targets_set_updated_at
AFTER UPDATE ON alias_targets
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE alias_targets
    SET updated_at = strftime('%s','now')
    WHERE alias_email = NEW.alias_email AND target = NEW.target;
END;

-- For programs that do not switch foreign keys on: an alias that is deleted and added again must not get back targets that nobody
-- remembers.
CREATE TRIGGER mailcloak_aliases_deleted
AFTER DELETE ON aliases
FOR EACH ROW
BEGIN
    DELETE FROM alias_targets WHERE alias_email = OLD.alias_email;
END;

CREATE TRIGGER mailcloak_aliases_renamed
AFTER UPDATE OF alias_email ON aliases
FOR EACH ROW
WHEN NEW.alias_email <> OLD.alias_email
BEGIN
    UPDATE alias_targets SET alias_email = NEW.alias_email WHERE alias_email = OLD.alias_email;
END;

-- Who may send as an address is looked up without regard to ASCII letter case, as in 002-local-users.sql.
CREATE INDEX mailcloak_app_from_address ON app_from(from_addr COLLATE NOCASE);
CREATE INDEX mailcloak_app_from_odd_address ON app_from(from_addr)
    WHERE (from_addr GLOB '*[^ -!#-~]*' OR from_addr GLOB '*.');
