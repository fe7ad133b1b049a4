-- For programs that do not switch foreign keys on: a user, a group or an application that is added under the name of one that was deleted
-- inherits nothing, and what belongs to one that is renamed follows. Each trigger does what the foreign keys do where they are on.
-- A rename first clears what may lie under the new name, before the foreign keys move anything there; not where a row of that name is in
-- the way, because an UPDATE OR IGNORE changes nothing then.

CREATE TRIGGER mailcloak_users_deleted
AFTER DELETE ON users
FOR EACH ROW
BEGIN
    DELETE FROM user_addresses WHERE login = OLD.login;
    DELETE FROM user_group_senders WHERE sender = OLD.login COLLATE NOCASE;
    -- A certificate may be of use to the account of another provider: it stays, for the operator to decide.
    UPDATE certificates SET enabled = 0 WHERE login = OLD.login COLLATE NOCASE AND enabled <> 0;
END;

CREATE TRIGGER mailcloak_users_to_be_renamed
BEFORE UPDATE OF login ON users
FOR EACH ROW
WHEN NEW.login IS NOT OLD.login AND NOT EXISTS (SELECT 1 FROM users WHERE login = NEW.login)
BEGIN
    DELETE FROM user_addresses WHERE login = NEW.login;
    DELETE FROM user_group_members WHERE login = NEW.login;
END;

CREATE TRIGGER mailcloak_users_renamed
AFTER UPDATE OF login ON users
FOR EACH ROW
WHEN NEW.login IS NOT OLD.login
BEGIN
    UPDATE user_addresses SET login = NEW.login WHERE login = OLD.login;
    UPDATE user_group_members SET login = NEW.login WHERE login = OLD.login;
    UPDATE OR REPLACE user_group_senders SET sender = NEW.login WHERE sender = OLD.login COLLATE NOCASE;
    UPDATE certificates SET login = NEW.login WHERE login = OLD.login COLLATE NOCASE;
END;

CREATE TRIGGER mailcloak_user_groups_deleted
AFTER DELETE ON user_groups
FOR EACH ROW
BEGIN
    DELETE FROM user_group_members WHERE group_name = OLD.group_name;
    DELETE FROM user_group_subgroups WHERE group_name = OLD.group_name OR subgroup = OLD.group_name;
    DELETE FROM user_group_senders WHERE group_name = OLD.group_name;
    DELETE FROM user_group_contacts WHERE group_name = OLD.group_name;
END;

CREATE TRIGGER mailcloak_user_groups_to_be_renamed
BEFORE UPDATE OF group_name ON user_groups
FOR EACH ROW
WHEN NEW.group_name IS NOT OLD.group_name AND NOT EXISTS (SELECT 1 FROM user_groups WHERE group_name = NEW.group_name)
BEGIN
    DELETE FROM user_group_members WHERE group_name = NEW.group_name;
    DELETE FROM user_group_subgroups WHERE group_name = NEW.group_name OR subgroup = NEW.group_name;
    DELETE FROM user_group_senders WHERE group_name = NEW.group_name;
    DELETE FROM user_group_contacts WHERE group_name = NEW.group_name;
END;

CREATE TRIGGER mailcloak_user_groups_renamed
AFTER UPDATE OF group_name ON user_groups
FOR EACH ROW
WHEN NEW.group_name IS NOT OLD.group_name
BEGIN
    UPDATE user_group_members SET group_name = NEW.group_name WHERE group_name = OLD.group_name;
    UPDATE user_group_subgroups SET group_name = NEW.group_name WHERE group_name = OLD.group_name;
    UPDATE user_group_subgroups SET subgroup = NEW.group_name WHERE subgroup = OLD.group_name;
    UPDATE user_group_senders SET group_name = NEW.group_name WHERE group_name = OLD.group_name;
    UPDATE user_group_contacts SET group_name = NEW.group_name WHERE group_name = OLD.group_name;
END;

CREATE TRIGGER mailcloak_apps_deleted
AFTER DELETE ON apps
FOR EACH ROW
BEGIN
    DELETE FROM app_from WHERE app_id = OLD.app_id;
END;

CREATE TRIGGER mailcloak_apps_to_be_renamed
BEFORE UPDATE OF app_id ON apps
FOR EACH ROW
WHEN NEW.app_id IS NOT OLD.app_id AND NOT EXISTS (SELECT 1 FROM apps WHERE app_id = NEW.app_id)
BEGIN
    DELETE FROM app_from WHERE app_id = NEW.app_id;
END;

CREATE TRIGGER mailcloak_apps_renamed
AFTER UPDATE OF app_id ON apps
FOR EACH ROW
WHEN NEW.app_id IS NOT OLD.app_id
BEGIN
    UPDATE app_from SET app_id = NEW.app_id WHERE app_id = OLD.app_id;
END;

CREATE INDEX mailcloak_certificates_login ON certificates(login COLLATE NOCASE);
CREATE INDEX mailcloak_user_group_senders_sender ON user_group_senders(sender COLLATE NOCASE);

-- What was left behind before these triggers were there.
DELETE FROM user_addresses
    WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.login = user_addresses.login);
DELETE FROM user_group_members
    WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.login = user_group_members.login)
        OR NOT EXISTS (SELECT 1 FROM user_groups g WHERE g.group_name = user_group_members.group_name);
DELETE FROM user_group_subgroups
    WHERE NOT EXISTS (SELECT 1 FROM user_groups g WHERE g.group_name = user_group_subgroups.group_name)
        OR NOT EXISTS (SELECT 1 FROM user_groups g WHERE g.group_name = user_group_subgroups.subgroup);
DELETE FROM user_group_senders
    WHERE NOT EXISTS (SELECT 1 FROM user_groups g WHERE g.group_name = user_group_senders.group_name);
DELETE FROM user_group_contacts
    WHERE NOT EXISTS (SELECT 1 FROM user_groups g WHERE g.group_name = user_group_contacts.group_name);
DELETE FROM app_from
    WHERE NOT EXISTS (SELECT 1 FROM apps a WHERE a.app_id = app_from.app_id);
