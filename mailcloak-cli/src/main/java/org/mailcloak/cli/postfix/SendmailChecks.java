package org.mailcloak.cli.postfix;

import java.util.List;
import org.mailcloak.cli.mailserver.Finding;

/** Who may use the {@code sendmail} command of this machine: its mail passes no smtpd, and so no policy service. */
final class SendmailChecks {

    private static final String USERS = "authorized_submit_users";

    private final PostfixSettings settings;

    SendmailChecks(PostfixSettings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        return isOpen()
                ? List.of(Finding.warning(
                        USERS,
                        "is " + settings.value(USERS)
                                + ": the sendmail command is open to every user of this machine, as"
                                + " every sender, and no policy service is asked",
                        USERS + " = root, vmail, and the users whose cron jobs send mail"))
                : List.of();
    }

    /** Postfix takes whatever follows {@code static:} for a match; users that are excluded before it are a choice. */
    private boolean isOpen() {
        return Restriction.words(settings.value(USERS)).stream()
                .takeWhile(user -> !user.startsWith("!"))
                .anyMatch(user -> user.startsWith("static:"));
    }
}
