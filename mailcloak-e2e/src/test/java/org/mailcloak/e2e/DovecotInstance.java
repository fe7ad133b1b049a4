package org.mailcloak.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A private Dovecot 2.3: logins for Postfix from Mailcloak's database, first the applications and then the users, and
 * delivery by LMTP into Maildirs below the sandbox.
 */
final class DovecotInstance {

    private final Sandbox sandbox;
    private final Path database;
    private final Path privateSockets;
    private final Path mail;

    DovecotInstance(Sandbox sandbox, Path database, Path privateSockets) {
        this.sandbox = sandbox;
        this.database = database;
        this.privateSockets = privateSockets;
        this.mail = sandbox.path("mail");
    }

    /** Returns once the sockets are there. */
    void start() {
        sandbox.directory("mail", "root", "rwxrwxrwx");
        Path folder = sandbox.directory("dovecot", "root", "rwxr-xr-x");
        sandbox.file("dovecot/apps.conf", query("secret_hash", "app_id", "apps", "enabled = 1"));
        sandbox.file(
                "dovecot/users.conf",
                query("password_hash", "login", "users", "state <> 'disabled' AND password_hash IS NOT NULL"));
        Path file = sandbox.file("dovecot/dovecot.conf", configuration(folder));
        sandbox.onClose(
                () -> Processes.fromPidFile(folder.resolve("run/master.pid")).ifPresent(Processes::killTree));
        sandbox.command(Duration.ofSeconds(30)).runOrFail(List.of("dovecot", "-c", file.toString()));
    }

    Mailboxes mailboxes() {
        return new Mailboxes(mail);
    }

    private String query(String hash, String name, String table, String condition) {
        return """
                driver = sqlite
                connect = %s
                password_query = SELECT %s AS password, %s AS user FROM %s WHERE %s = '%%u' AND %s
                """.formatted(database, hash, name, table, name, condition);
    }

    private String configuration(Path folder) {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/state
                instance_name = mailcloak-e2e
                log_path = %1$s/dovecot.log
                listen = 127.0.0.1
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
                # No growing delay after failed logins.
                service anvil {
                  unix_listener anvil-auth-penalty {
                    mode = 0
                  }
                }
                """.formatted(folder, mail, privateSockets);
    }
}
