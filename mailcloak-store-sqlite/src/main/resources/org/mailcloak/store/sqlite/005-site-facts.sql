-- Facts about the older program's rows, in tables of their own: its four tables stay what they are. They have no foreign keys,
-- because an INSERT OR REPLACE of the older program would delete their rows; the triggers clean up, whether or not a program
-- switches foreign keys on.

-- The account that a target of an alias was bound to, as provider:id, so that a later account with the same login inherits nothing.
CREATE TABLE alias_accounts (
    alias_email     TEXT NOT NULL,
    target          TEXT NOT NULL,
    account_id      TEXT NOT NULL CHECK (account_id GLOB '?*:?*'),
    bound_at        INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (alias_email, target)
);

-- From expires_at (seconds since 1970) on, the alias is as if it were not there. Other programs' queries do not know of it.
CREATE TABLE alias_expiry (
    alias_email     TEXT NOT NULL PRIMARY KEY,
    expires_at      INTEGER NOT NULL
);

-- A row of aliases that is written anew keeps the bindings of the targets that it still has, and has no end.
CREATE TRIGGER mailcloak_alias_facts_added
AFTER INSERT ON aliases
FOR EACH ROW
BEGIN
    DELETE FROM alias_accounts WHERE alias_email = NEW.alias_email AND target IS NOT NEW.target_user
        AND target NOT IN (SELECT target FROM alias_targets WHERE alias_email = NEW.alias_email);
    DELETE FROM alias_expiry WHERE alias_email = NEW.alias_email;
END;

CREATE TRIGGER mailcloak_alias_facts_deleted
AFTER DELETE ON aliases
FOR EACH ROW
BEGIN
    DELETE FROM alias_accounts WHERE alias_email = OLD.alias_email;
    DELETE FROM alias_expiry WHERE alias_email = OLD.alias_email;
END;

CREATE TRIGGER mailcloak_alias_facts_renamed
AFTER UPDATE OF alias_email ON aliases
FOR EACH ROW
WHEN NEW.alias_email IS NOT OLD.alias_email
BEGIN
    DELETE FROM alias_accounts WHERE alias_email = NEW.alias_email;
    DELETE FROM alias_expiry WHERE alias_email = NEW.alias_email;
    UPDATE alias_accounts SET alias_email = NEW.alias_email WHERE alias_email = OLD.alias_email;
    UPDATE alias_expiry SET alias_email = NEW.alias_email WHERE alias_email = OLD.alias_email;
END;

-- After a rename the binding may stand under either address, and so may the further targets. An alias that is over and gets a target
-- from a program that knows nothing of its end is one without an end.
CREATE TRIGGER mailcloak_alias_facts_target
AFTER UPDATE OF target_user ON aliases
FOR EACH ROW
BEGIN
    DELETE FROM alias_accounts WHERE alias_email IN (OLD.alias_email, NEW.alias_email)
        AND target IS OLD.target_user AND target IS NOT NEW.target_user
        AND target NOT IN (SELECT target FROM alias_targets WHERE alias_email IN (OLD.alias_email, NEW.alias_email));
    DELETE FROM alias_expiry WHERE alias_email = NEW.alias_email AND expires_at <= CAST(strftime('%s','now') AS INTEGER);
END;

CREATE TRIGGER mailcloak_alias_targets_deleted
AFTER DELETE ON alias_targets
FOR EACH ROW
BEGIN
    DELETE FROM alias_accounts WHERE alias_email = OLD.alias_email AND target IS OLD.target
        AND target NOT IN (SELECT target_user FROM aliases WHERE alias_email = OLD.alias_email);
END;

CREATE TRIGGER mailcloak_alias_targets_changed
AFTER UPDATE OF target ON alias_targets
FOR EACH ROW
WHEN NEW.target IS NOT OLD.target
BEGIN
    DELETE FROM alias_accounts WHERE alias_email = OLD.alias_email AND target IS OLD.target
        AND target NOT IN (SELECT target_user FROM aliases WHERE alias_email = OLD.alias_email);
END;

-- A domain that stands for another one. Both are rows of domains, spelt as they are there.
CREATE TABLE domain_aliases (
    domain_name     TEXT NOT NULL PRIMARY KEY,
    target_domain   TEXT NOT NULL,
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    CHECK (domain_name <> target_domain)
);

-- Where mail for unknown addresses of a domain goes, as Postfix's transport(5) reads it for smtp.
CREATE TABLE unknown_hosts (
    domain_name     TEXT NOT NULL PRIMARY KEY,
    next_hop        TEXT NOT NULL CHECK (trim(next_hop) <> ''),
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

CREATE TRIGGER mailcloak_domain_facts_deleted
AFTER DELETE ON domains
FOR EACH ROW
BEGIN
    DELETE FROM domain_aliases WHERE domain_name = OLD.domain_name OR target_domain = OLD.domain_name;
    DELETE FROM unknown_hosts WHERE domain_name = OLD.domain_name;
END;

CREATE TRIGGER mailcloak_domain_facts_renamed
AFTER UPDATE OF domain_name ON domains
FOR EACH ROW
WHEN NEW.domain_name IS NOT OLD.domain_name
BEGIN
    DELETE FROM domain_aliases WHERE domain_name = NEW.domain_name;
    DELETE FROM unknown_hosts WHERE domain_name = NEW.domain_name;
    UPDATE domain_aliases SET domain_name = NEW.domain_name WHERE domain_name = OLD.domain_name;
    UPDATE domain_aliases SET target_domain = NEW.domain_name WHERE target_domain = OLD.domain_name;
    UPDATE unknown_hosts SET domain_name = NEW.domain_name WHERE domain_name = OLD.domain_name;
END;

-- Client certificates, or their public keys: digests in upper-case pairs of hexadecimal digits with colons between them.
CREATE TABLE certificates (
    fingerprint     TEXT NOT NULL PRIMARY KEY,
    login           TEXT NOT NULL CHECK (trim(login) <> ''),
    label           TEXT NOT NULL DEFAULT '',
    enabled         INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1)),
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

CREATE TRIGGER trg_certificates_set_updated_at
AFTER UPDATE ON certificates
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE certificates
    SET updated_at = strftime('%s','now')
    WHERE fingerprint = NEW.fingerprint;
END;

-- Where a user may write: anywhere, or to local addresses only.
ALTER TABLE users ADD COLUMN scope TEXT NOT NULL DEFAULT 'anywhere' CHECK (scope IN ('anywhere','local_only'));

-- Members of groups that are mail addresses and no users.
CREATE TABLE user_group_contacts (
    group_name  TEXT NOT NULL COLLATE NOCASE,
    address     TEXT NOT NULL CHECK (trim(address) <> ''),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (group_name, address),
    FOREIGN KEY (group_name) REFERENCES user_groups(group_name) ON DELETE CASCADE ON UPDATE CASCADE
);

-- How often an odd spelling (002-local-users.sql) was written, so that a program that has read them all knows when to read again.
CREATE TABLE odd_spellings (
    table_name  TEXT NOT NULL PRIMARY KEY,
    changes     INTEGER NOT NULL DEFAULT 0
);

INSERT INTO odd_spellings(table_name) VALUES
    ('domains'), ('aliases'), ('app_from'), ('users'), ('user_addresses'), ('user_groups');

CREATE TRIGGER mailcloak_odd_domains_added
AFTER INSERT ON domains
FOR EACH ROW
WHEN (NEW.domain_name GLOB '*[^ -!#-~]*' OR NEW.domain_name GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'domains';
END;

CREATE TRIGGER mailcloak_odd_domains_changed
AFTER UPDATE OF domain_name ON domains
FOR EACH ROW
WHEN (NEW.domain_name GLOB '*[^ -!#-~]*' OR NEW.domain_name GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'domains';
END;

CREATE TRIGGER mailcloak_odd_aliases_added
AFTER INSERT ON aliases
FOR EACH ROW
WHEN (NEW.alias_email GLOB '*[^ -!#-~]*' OR NEW.alias_email GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'aliases';
END;

CREATE TRIGGER mailcloak_odd_aliases_changed
AFTER UPDATE OF alias_email ON aliases
FOR EACH ROW
WHEN (NEW.alias_email GLOB '*[^ -!#-~]*' OR NEW.alias_email GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'aliases';
END;

CREATE TRIGGER mailcloak_odd_app_from_added
AFTER INSERT ON app_from
FOR EACH ROW
WHEN (NEW.from_addr GLOB '*[^ -!#-~]*' OR NEW.from_addr GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'app_from';
END;

CREATE TRIGGER mailcloak_odd_app_from_changed
AFTER UPDATE OF from_addr ON app_from
FOR EACH ROW
WHEN (NEW.from_addr GLOB '*[^ -!#-~]*' OR NEW.from_addr GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'app_from';
END;

CREATE TRIGGER mailcloak_odd_users_added
AFTER INSERT ON users
FOR EACH ROW
WHEN (NEW.primary_address GLOB '*[^ -!#-~]*' OR NEW.primary_address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'users';
END;

CREATE TRIGGER mailcloak_odd_users_changed
AFTER UPDATE OF primary_address ON users
FOR EACH ROW
WHEN (NEW.primary_address GLOB '*[^ -!#-~]*' OR NEW.primary_address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'users';
END;

CREATE TRIGGER mailcloak_odd_user_addresses_added
AFTER INSERT ON user_addresses
FOR EACH ROW
WHEN (NEW.address GLOB '*[^ -!#-~]*' OR NEW.address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'user_addresses';
END;

CREATE TRIGGER mailcloak_odd_user_addresses_changed
AFTER UPDATE OF address ON user_addresses
FOR EACH ROW
WHEN (NEW.address GLOB '*[^ -!#-~]*' OR NEW.address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'user_addresses';
END;

CREATE TRIGGER mailcloak_odd_user_groups_added
AFTER INSERT ON user_groups
FOR EACH ROW
WHEN (NEW.address GLOB '*[^ -!#-~]*' OR NEW.address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'user_groups';
END;

CREATE TRIGGER mailcloak_odd_user_groups_changed
AFTER UPDATE OF address ON user_groups
FOR EACH ROW
WHEN (NEW.address GLOB '*[^ -!#-~]*' OR NEW.address GLOB '*.')
BEGIN
    UPDATE odd_spellings SET changes = changes + 1 WHERE table_name = 'user_groups';
END;
