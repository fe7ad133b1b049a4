package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;

/** A private Dovecot 2.3 with its mailboxes below the sandbox. */
public final class DovecotInstance {

    /** In place of the user vmail of the samples. */
    public static final int MAIL_UID = 1000;

    private final Sandbox sandbox;

    public DovecotInstance(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** What every private instance needs in dovecot.conf: its own folders and log. */
    public String ownSettings() {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/state
                instance_name = mailcloak-e2e
                log_path = %1$s/dovecot.log
                listen = 127.0.0.1
                # No delay after failed logins, and no growing one.
                auth_failure_delay = 0
                service anvil {
                  unix_listener anvil-auth-penalty {
                    mode = 0
                  }
                }
                """.formatted(sandbox.path("dovecot"));
    }

    /** IMAP over TLS on a port of its own, and nothing else. */
    public static String imapOverTls(int port) {
        return """
                service imap-login {
                  inet_listener imap {
                    port = 0
                  }
                  inet_listener imaps {
                    port = %d
                    ssl = yes
                  }
                }
                """.formatted(port);
    }

    /**
     * As {@link #start(Map)}. The sendmail command, which Sieve uses, finds this configuration of Postfix in its usual place:
     * /etc/postfix is covered in a mount namespace of Dovecot's.
     */
    public void start(Map<String, String> files, Path postfix) {
        start(
                files,
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount --bind \"$0\" /etc/postfix && exec \"$@\"",
                        postfix.toString()));
    }

    /**
     * Returns once the sockets are there.
     *
     * @param files names and contents of the files in the configuration folder, {@code dovecot.conf} among them
     */
    public void start(Map<String, String> files) {
        start(files, List.of());
    }

    private void start(Map<String, String> files, List<String> within) {
        sandbox.directory("mail", "root", "rwxrwxrwx");
        Path folder = sandbox.directory("dovecot", "root", "rwxr-xr-x");
        files.forEach((name, content) -> sandbox.file("dovecot/" + name, content));
        sandbox.onClose(
                () -> Processes.fromPidFile(folder.resolve("run/master.pid")).ifPresent(Processes::killTree));
        sandbox.command(Duration.ofSeconds(30))
                .runOrFail(Stream.concat(
                                within.stream(),
                                Stream.of(
                                        "dovecot",
                                        "-c",
                                        folder.resolve("dovecot.conf").toString()))
                        .toList());
    }

    public MaildirMailboxes mailboxes() {
        return new MaildirMailboxes(sandbox.path("mail"));
    }
}
