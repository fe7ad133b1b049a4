-- What programs that read this database themselves need to know of the configuration; the server writes it when it starts and
-- when it reloads. recipient_delimiter has one row for each of its characters. See docs/configs/dovecot-users-sql.conf.ext.
CREATE TABLE published_settings (
    name            TEXT NOT NULL,
    value           TEXT NOT NULL,
    updated_at      INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (name, value)
);

-- Dovecot asks whose mailbox an address is for each delivery.
CREATE INDEX mailcloak_users_lower_login ON users(lower(login));
CREATE INDEX mailcloak_users_lower_address ON users(lower(primary_address));
CREATE INDEX mailcloak_user_addresses_lower_address ON user_addresses(lower(address));
