package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.ServerLogLines;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.e2e.slapd.StockLdapMaps;
import org.mailcloak.e2e.slapd.Toggle;

/**
 * Accounts that are blocked and let go in a real OpenLDAP, while they send through a Postfix as the samples set it up. Cached
 * answers live for a day, logins too unless a test says otherwise: only that the changes are followed can make them take
 * effect.
 */
@RealMail
@RealLdap
@Timeout(300)
class LdapStateMailTest {

    private static final String OUTSIDE = "someone@outside.example";
    private static final String ELSEWHERE = "someone@elsewhere.example";
    private static final String ACCEPTED = "250";
    private static final String BLOCKED = "554 5.7.1";
    private static final String LIVE = "reports every change now";
    private static final String BROKEN = "reports no changes";
    private static final String NO_USER = "550 5.1.1";
    private static final int TOGGLES = 100;

    private static Slapd slapd;
    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        system = system("login_ttl_seconds: 86400\n");
        ServerLogLines.await(system, LIVE, 1);
    }

    /** @param settings more settings of the provider, a line each */
    private static SampleMailSystem system(String settings) {
        String forADay = "cache_ttl_seconds: 86400\nnegative_ttl_seconds: 86400\n";
        return SampleMailSystem.start(new LdapPeople(slapd, forADay + settings), Optional.of(new StockLdapMaps(slapd)));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    private static SmtpClient loggedIn(String user) {
        return LdapPeople.loggedIn(system.connectForSubmission(), user);
    }

    @Nested
    class AsWithoutLoginTtl {

        @ParameterizedTest
        @CsvSource({"heidi, tnMailSendAllowed, FALSE, TRUE", "ivan, tnAccountStatus, offboarded, active"})
        void nextMessageShouldBeDecidedByTheStateWhenItIsToggled(
                String user, String attribute, String blocked, String allowed) {
            try (SampleMailSystem strict = system("")) {
                ServerLogLines.await(strict, LIVE, 1);
                Toggle toggle = toggled(strict, user, attribute, blocked, allowed);

                assertThat(toggle.effective()).isEqualTo(TOGGLES);
                assertThat(toggle.late()).isZero();
            }
        }
    }

    /** The change arrives by the feed, some milliseconds after whoever made it has been answered: how many, is printed. */
    @ParameterizedTest
    @CsvSource({"olaf, tnMailSendAllowed, FALSE, TRUE", "peter, tnAccountStatus, offboarded, active"})
    void everyChangeShouldTakeEffectWhenTheStateIsToggled(
            String user, String attribute, String blocked, String allowed) {
        assertThat(toggled(system, user, attribute, blocked, allowed).effective())
                .isEqualTo(TOGGLES);
    }

    /** One SMTP session, blocked and let go in turn; stops at a change that never takes effect. */
    private static Toggle toggled(
            SampleMailSystem asked, String user, String attribute, String blocked, String allowed) {
        slapd.edit().addPerson(user);
        String sender = user + "@d1.test";
        try (SmtpClient session = LdapPeople.loggedIn(asked.connectForSubmission(), user);
                Toggle toggle = new Toggle(slapd, user, attribute)) {
            assertThat(session.probe(sender, ELSEWHERE).text()).startsWith(ACCEPTED);
            for (int i = 0; i < TOGGLES / 2; i++) {
                assertThat(toggle.set(
                                blocked, () -> session.probe(sender, ELSEWHERE).text(), BLOCKED))
                        .startsWith(BLOCKED);
                assertThat(toggle.set(
                                allowed, () -> session.probe(sender, ELSEWHERE).text(), ACCEPTED))
                        .startsWith(ACCEPTED);
            }
            System.out.printf(
                    "%s of %s: %d of %d messages right after a change decided by the state before, from change to decision %s%n",
                    attribute,
                    asked == system ? "a followed directory" : "a directory asked with every message",
                    toggle.late(),
                    TOGGLES,
                    toggle.times());
            return toggle;
        }
    }

    @Test
    void blockedUserShouldLogInAndReceiveAllTheWhile() {
        slapd.edit().addPerson("judy");
        try (Toggle toggle = new Toggle(slapd, "judy", "tnMailSendAllowed");
                SmtpClient stranger = system.connect()) {
            for (int i = 0; i < 10; i++) {
                try (SmtpClient session = loggedIn("judy")) {
                    toggle.set(
                            i % 2 == 0 ? "FALSE" : "TRUE",
                            () -> session.probe("judy@d1.test", ELSEWHERE).text(),
                            i % 2 == 0 ? BLOCKED : ACCEPTED);
                }
                TestMessage message = TestMessage.unique();
                assertThat(stranger.send(OUTSIDE, "judy@d1.test", message).text())
                        .startsWith(ACCEPTED);
                assertThat(system.mailboxes().await(message).user()).isEqualTo("judy");
            }
        }
    }

    @Test
    void nullSenderOfABlockedUserShouldPassStockMapsAndBeRefusedByMailcloak() {
        try (SmtpClient stock = LdapPeople.loggedIn(system.connectToStock(), "bob");
                SmtpClient guarded = loggedIn("bob")) {
            assertThat(stock.probe("bob@d1.test", ELSEWHERE).text()).startsWith(BLOCKED);
            assertThat(stock.probe("alice@d1.test", ELSEWHERE).text()).startsWith("553 5.7.1");
            assertThat(stock.probe("", ELSEWHERE).text()).startsWith(ACCEPTED);

            assertThat(guarded.probe("bob@d1.test", ELSEWHERE).text()).startsWith(BLOCKED);
            assertThat(guarded.probe("", ELSEWHERE).text())
                    .startsWith(BLOCKED)
                    .contains("Sending is disabled for this account");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyShouldBeLostAndNobodyStayWhenTheDirectoryChangedWhileItWasAway(boolean orderly) {
        String leaves = orderly ? "karl" : "kurt";
        String comes = orderly ? "lena" : "lisa";
        slapd.edit().addPerson(leaves);
        try (SmtpClient stranger = system.connect()) {
            assertThat(answer(stranger, leaves)).startsWith(ACCEPTED);
            assertThat(answer(stranger, comes)).startsWith(NO_USER);
            long live = ServerLogLines.count(system, LIVE);
            if (orderly) {
                slapd.terminate();
            } else {
                slapd.kill();
            }
            ServerLogLines.await(system, BROKEN, live);
            assertThat(answer(stranger, leaves)).startsWith(ACCEPTED);

            slapd.changeUnseen(admin -> {
                admin.delete(LdapAdmin.dn(leaves));
                admin.addPerson(comes);
            });
            ServerLogLines.await(system, LIVE, live + 1);

            assertThat(answer(stranger, leaves)).startsWith(NO_USER);
            for (String user : List.of(comes, "alice", "bob", "erin", "frank", "grace")) {
                assertThat(answer(stranger, user)).as(user).startsWith(ACCEPTED);
            }
        }
    }

    private static String answer(SmtpClient stranger, String user) {
        return stranger.probe(OUTSIDE, user + "@d1.test").text();
    }

    @Test
    void hangOfTheDirectoryShouldBeNoticedAndItsChangesHoldAfterwards() {
        slapd.edit().addPerson("mona");
        try (SmtpClient session = loggedIn("mona")) {
            assertThat(session.probe("mona@d1.test", ELSEWHERE).text()).startsWith(ACCEPTED);
            long live = ServerLogLines.count(system, LIVE);
            long begin = System.nanoTime();
            slapd.hang();
            try {
                ServerLogLines.await(system, BROKEN, live);
                System.out.printf(
                        "A directory that hangs was noticed after %.1f s%n", (System.nanoTime() - begin) / 1e9);
                assertThat(session.probe("mona@d1.test", ELSEWHERE).text()).startsWith(ACCEPTED);
            } finally {
                slapd.goOn();
            }
            ServerLogLines.await(system, LIVE, live + 1);
            slapd.edit().replace(LdapAdmin.dn("mona"), "tnMailSendAllowed", "FALSE");

            Awaitility.await("the change")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> session.probe("mona@d1.test", ELSEWHERE).text().startsWith(BLOCKED));
        }
    }
}
