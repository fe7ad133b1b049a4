package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of the Dovecot 2.3 that most tests use: logins for Postfix from Mailcloak's database, first the applications and
 * then the users, and delivery by LMTP into Maildirs. No TLS.
 *
 * @param folder the configuration directory
 * @param ownSettings what makes the instance a private one
 * @param mail the folder of the mailboxes
 * @param privateSockets where Postfix looks for the sockets
 * @param database Mailcloak's database
 */
public record DovecotConfiguration(Path folder, String ownSettings, Path mail, Path privateSockets, Path database) {

    public Map<String, String> files() {
        return Map.of(
                "dovecot.conf",
                dovecotConf(),
                "apps.conf",
                query("secret_hash", "app_id", "apps", "enabled = 1"),
                "users.conf",
                query("password_hash", "login", "users", "state <> 'disabled' AND password_hash IS NOT NULL"));
    }

    private String query(String hash, String name, String table, String condition) {
        return """
                driver = sqlite
                connect = %s
                password_query = SELECT %s AS password, %s AS user FROM %s WHERE %s = '%%u' AND %s
                """.formatted(database, hash, name, table, name, condition);
    }

    private String dovecotConf() {
        return ownSettings + """
                protocols = lmtp
                ssl = no
                hostname = mx.d1.test
                postmaster_address = postmaster@d1.test
                disable_plaintext_auth = no
                auth_mechanisms = plain login
                auth_username_format = %%Ln
                mail_location = maildir:%2$s/%%n

                passdb {
                  driver = sql
                  args = %1$s/apps.conf
                }
                passdb {
                  driver = sql
                  args = %1$s/users.conf
                }
                # The address was checked before; Dovecot takes mail for every name that is handed to it.
                userdb {
                  driver = static
                  args = uid=1000 gid=1000 home=%2$s/%%n allow_all_users=yes
                }
                service auth {
                  unix_listener %3$s/auth {
                    user = postfix
                    mode = 0660
                  }
                }
                service lmtp {
                  unix_listener %3$s/dovecot-lmtp {
                    user = postfix
                    mode = 0660
                  }
                }
                """.formatted(folder, mail, privateSockets);
    }
}
