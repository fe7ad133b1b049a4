-- Groups of the embedded provider: distribution lists, if they have an address.
CREATE TABLE user_groups (
    group_name  TEXT NOT NULL COLLATE NOCASE PRIMARY KEY CHECK (trim(group_name) <> ''),
    group_id    TEXT NOT NULL UNIQUE CHECK (trim(group_id) <> ''),
    address     TEXT,
    posting     TEXT NOT NULL DEFAULT 'domain' CHECK (posting IN ('anyone','domain','members','senders')),
    send_as     TEXT NOT NULL DEFAULT 'none' CHECK (send_as IN ('members','none')),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now'))
);

CREATE TABLE user_group_members (
    group_name  TEXT NOT NULL COLLATE NOCASE,
    login       TEXT NOT NULL COLLATE NOCASE,
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (group_name, login),
    FOREIGN KEY (group_name) REFERENCES user_groups(group_name) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (login) REFERENCES users(login) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX mailcloak_user_group_members_login ON user_group_members(login);

-- Groups within groups. They may contain each other: the program reads each once.
CREATE TABLE user_group_subgroups (
    group_name  TEXT NOT NULL COLLATE NOCASE,
    subgroup    TEXT NOT NULL COLLATE NOCASE,
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (group_name, subgroup),
    FOREIGN KEY (group_name) REFERENCES user_groups(group_name) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (subgroup) REFERENCES user_groups(group_name) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX mailcloak_user_group_subgroups_subgroup ON user_group_subgroups(subgroup);

-- Who may post beside those whom user_groups.posting names: login names, and mail addresses with their @.
CREATE TABLE user_group_senders (
    group_name  TEXT NOT NULL COLLATE NOCASE,
    sender      TEXT NOT NULL CHECK (trim(sender) <> ''),
    updated_at  INTEGER NOT NULL DEFAULT (strftime('%s','now')),
    PRIMARY KEY (group_name, sender),
    FOREIGN KEY (group_name) REFERENCES user_groups(group_name) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TRIGGER trg_user_groups_set_updated_at
AFTER UPDATE ON user_groups
FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at
BEGIN
    UPDATE user_groups
    SET updated_at = strftime('%s','now')
    WHERE group_name = NEW.group_name;
END;

-- For programs that do not switch foreign keys on: a user who is deleted and added again is in no group.
CREATE TRIGGER mailcloak_group_user_deleted
AFTER DELETE ON users
FOR EACH ROW
BEGIN
    DELETE FROM user_group_members WHERE login = OLD.login;
END;

-- Addresses are looked up without regard to ASCII letter case, as in 002-local-users.sql.
CREATE INDEX mailcloak_user_groups_address ON user_groups(address COLLATE NOCASE);
CREATE INDEX mailcloak_user_groups_odd_address ON user_groups(address)
    WHERE (address GLOB '*[^ -!#-~]*' OR address GLOB '*.');
