-- Users of the embedded provider. Dovecot may read them:
--   SELECT password_hash AS password, login AS user FROM users
--   WHERE login = '%u' AND state <> 'disabled' AND password_hash IS NOT NULL
CREATE TABLE users (
    login           TEXT NOT NULL COLLATE NOCASE PRIMARY KEY CHECK (trim(login) <> ''),
    user_id         TEXT NOT NULL UNIQUE CHECK (trim(user_id) <> ''),
    primary_address TEXT,
    password_hash   TEXT,
    state           TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active','send_blocked','disabled')),
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

-- Addresses beside the primary one. An address may belong to several users.
CREATE TABLE user_addresses (
    login           TEXT NOT NULL COLLATE NOCASE,
    address         TEXT NOT NULL,
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (login, address),
    FOREIGN KEY (login) REFERENCES users(login) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TRIGGER trg_users_set_updated_at
AFTER UPDATE ON users
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE users
    SET updated_at = strftime('%s','now')
    WHERE login = NEW.login;
END;

CREATE TRIGGER trg_user_addresses_set_updated_at
AFTER UPDATE ON user_addresses
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE user_addresses
    SET updated_at = strftime('%s','now')
    WHERE login = NEW.login AND address = NEW.address;
END;

-- Domains and addresses are looked up without regard to ASCII letter case. The "odd" ones (quotes, a trailing dot, anything but
-- printable ASCII) may be another spelling in ways that only the program can tell: it reads them all.
CREATE INDEX mailcloak_domains_name ON domains(domain_name COLLATE NOCASE);
CREATE INDEX mailcloak_domains_odd_name ON domains(domain_name)
    WHERE (domain_name GLOB '*[^ -!#-~]*' OR domain_name GLOB '*.');
CREATE INDEX mailcloak_users_primary_address ON users(primary_address COLLATE NOCASE);
CREATE INDEX mailcloak_users_odd_address ON users(primary_address)
    WHERE (primary_address GLOB '*[^ -!#-~]*' OR primary_address GLOB '*.');
CREATE INDEX mailcloak_user_addresses_address ON user_addresses(address COLLATE NOCASE);
CREATE INDEX mailcloak_user_addresses_odd_address ON user_addresses(address)
    WHERE (address GLOB '*[^ -!#-~]*' OR address GLOB '*.');
CREATE INDEX mailcloak_aliases_address ON aliases(alias_email COLLATE NOCASE);
CREATE INDEX mailcloak_aliases_odd_address ON aliases(alias_email)
    WHERE (alias_email GLOB '*[^ -!#-~]*' OR alias_email GLOB '*.');
