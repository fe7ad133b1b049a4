package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.Severity;

/** Values of authorized_submit_users in the files that are shipped. */
class SendmailChecksTest {

    private static final String USERS = "authorized_submit_users";

    /** The sample leaves it open: Mailcloak does not know whose cron jobs send mail. */
    @Test
    void shippedFilesShouldBeWarnedOfUntilTheySayWhoMayUseTheSendmailCommand() {
        assertThat(new SendmailChecks(Recorded.of("shipped").settings()).findings())
                .extracting(Finding::severity, Finding::place)
                .containsExactly(tuple(Severity.WARNING, USERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"static:anyone", "static:all", "root, static:anyone"})
    void commandShouldBeOpenWhenEveryUserMatches(String users) {
        assertThat(new SendmailChecks(Recorded.of("shipped").with(USERS, users).settings()).findings())
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .startsWith("is " + users + ": the sendmail command is open to every user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root, vmail", "!www-data, static:all", "/etc/postfix/submitters", ""})
    void commandShouldNotBeOpenWhenUsersAreNamed(String users) {
        assertThat(new SendmailChecks(Recorded.of("shipped").with(USERS, users).settings()).findings())
                .isEmpty();
    }
}
