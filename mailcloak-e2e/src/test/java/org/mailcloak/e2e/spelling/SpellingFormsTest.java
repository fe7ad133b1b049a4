package org.mailcloak.e2e.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * Spellings that Postfix turns into a local address, most of them after the policy service was asked. What Postfix 3.7 makes
 * of each stands beside it. Both ports are tried: the second one leaves everything to the policy service.
 */
@RealMail
class SpellingFormsTest {

    private final MailSystem system;

    public SpellingFormsTest(MailSystem system) {
        this.system = system;
    }

    private List<Integer> ports() {
        return List.of(system.port(), system.policyFirstPort());
    }

    /** Whatever was answered: nothing may lie in a mailbox, or have left, under a local sender. */
    private void assertNoLocalReturnPath(TestMessage message, int mark) {
        system.awaitEmptyQueue();
        assertThat(system.mailboxes().find(message)).noneMatch(delivered -> isLocal(delivered.returnPath()));
        assertThat(system.postfix().log().sendersSince(mark)).noneMatch(SpellingFormsTest::isLocal);
    }

    private static boolean isLocal(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return List.of("d1.test", "d1.test.", "d2.test", "d2.test.").contains(domain);
    }

    @Nested
    public class SendersWithoutLogin {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "alice@d1.test            | alice@d1.test",
                    "alice@d1.test.           | alice@d1.test",
                    "d1.test!alice            | alice@d1.test",
                    "d1.test.!alice           | alice@d1.test",
                    "D1.TEST!alice            | alice@D1.TEST",
                    "alice%d1.test            | alice@d1.test",
                    "alice%D1.Test            | alice@D1.Test",
                    "alice%d1.test.           | `alice%d1.test.`@d1.test",
                    "alice                    | alice@d1.test, by $myorigin",
                    "\"alice\"@d1.test        | alice@d1.test",
                    "\"alice\"                | alice@d1.test",
                    "\"alice@d1.test\"        | alice@d1.test",
                    "\"alice%d1.test\"        | alice@d1.test",
                    "\"d1.test!alice\"        | alice@d1.test",
                    "\"alice@d1.test.\"       | alice@d1.test",
                    "alice\\@d1.test          | alice@d1.test",
                    "ALICE@D1.TEST            | ALICE@D1.TEST",
                    "alice+tag@d1.test        | alice+tag@d1.test",
                    ".alice@d1.test           | `.alice`@d1.test",
                    "a%d1.test@d1.test        | a%d1.test@d1.test",
                    "a%outside.example@d1.test| a%outside.example@d1.test",
                    "d1.test!alice@d1.test    | d1.test!alice@d1.test",
                    "alice@d1.test@d1.test    | `alice@d1.test`@d1.test",
                    "alice@outside.example@d1.test | `alice@outside.example`@d1.test",
                    "@outside.example:alice@d1.test | alice@d1.test, the route is dropped",
                    "alice(comment)@d1.test   | alice@d1.test",
                    "alice @ d1.test          | alice@d1.test",
                    "<alice@d1.test>          | alice@d1.test",
                    "alice@d1.test..          | refused by Postfix: no address",
                    "alice@d1..test           | refused by Postfix: no address",
                    "alice@.d1.test           | refused by Postfix: no address",
                    "alice@\uff44\uff11.test  | refused by Postfix: not in ASCII",
                })
        void senderShouldBeRefusedWhenItBecomesALocalAddress(String sender, String made) {
            int mark = system.postfix().log().mark();
            TestMessage message = TestMessage.unique();

            for (int port : ports()) {
                try (SmtpClient client = SmtpClient.connect(port)) {
                    assertThat(client.send(sender, "alice@d1.test", message).code())
                            .as("%s, which becomes %s", sender, made)
                            .isIn(501, 553);
                }
            }

            assertNoLocalReturnPath(message, mark);
        }

        /** These end at another site or at no domain at all, so that refusing and taking are both right. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "outside.example!alice%d1.test",
                    "alice%d1.test@outside.example",
                    "d1.test!alice@outside.example",
                    "\"alice@d1.test\"@outside.example",
                    "alice@d1.test.outside.example",
                    "alice%d1.test@",
                    "d1.test!alice@",
                    "alice@d1.test@",
                    "alice%d1.test%",
                    "alice@[127.0.0.1]",
                })
        void messageShouldNotArriveUnderALocalSenderWhenTheFormOnlyLooksLocal(String sender) {
            int mark = system.postfix().log().mark();
            TestMessage message = TestMessage.unique();

            for (int port : ports()) {
                try (SmtpClient client = SmtpClient.connect(port)) {
                    client.send(sender, "alice@d1.test", message);
                }
            }

            assertNoLocalReturnPath(message, mark);
        }
    }

    @Nested
    public class InternationalSendersWithoutLogin {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "xn--bcher-kva.test",
                    "XN--BCHER-KVA.test",
                    "b\u00fccher.test",
                    "B\u00dcCHER.test",
                    "bu\u0308cher.test",
                    "\uff44\uff11.test",
                    "d1\u3002test"
                })
        void senderShouldBeRefusedWhenItsDomainIsLocalInOtherLetters(String domain) {
            try (SmtpClient client = system.connect()) {
                client.command("MAIL FROM:<someone@" + domain + "> SMTPUTF8");

                assertThat(client.rcpt("alice@d1.test").text())
                        .startsWith("553 5.7.1 ")
                        .endsWith("Sending from local domains requires authentication");
            }
        }
    }

    @Nested
    public class SendersWithLogin {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "dave@d2.test.",
                    "d2.test!dave",
                    "dave%d2.test",
                    "bob",
                    "\"bob\"@d1.test",
                    "\"bob@d1.test\"",
                    "BOB@D1.TEST",
                    "bob@d1.test.",
                    "alice%d1.test@d2.test",
                    "@d1.test:bob@d1.test",
                })
        void senderShouldBeRefusedWhenItBecomesAnotherUsersAddress(String sender) {
            try (SmtpClient client = system.connectAs("alice")) {
                assertThat(client.probe(sender, "alice@d1.test").code()).isIn(501, 553);
            }
        }
    }

    @Nested
    public class Recipients {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "nosuch@d1.test.",
                    "d1.test!nosuch",
                    "nosuch%d1.test",
                    "nosuch",
                    "\"nosuch\"@d1.test",
                    "\"nosuch@d1.test\"",
                    "NOSUCH@D1.TEST",
                    "nosuch+tag@d1.test",
                    "alice@d1.test@d1.test",
                    "alice%d1.test@d1.test",
                    "d1.test!alice@d1.test",
                    "carol@d1.test.",
                    "app1%d1.test",
                    "someone%elsewhere.example@d1.test",
                    "elsewhere.example!someone@d1.test",
                    "\"someone@elsewhere.example\"@d1.test",
                    "someone%elsewhere.example",
                    "elsewhere.example!someone",
                    "@d1.test:someone@elsewhere.example",
                    "someone@elsewhere.example.",
                })
        void recipientShouldBeRefusedWhenItBecomesNobodysAddressOrAForeignOne(String recipient) {
            for (int port : ports()) {
                try (SmtpClient client = SmtpClient.connect(port)) {
                    assertThat(client.probe("someone@outside.example", recipient)
                                    .code())
                            .as(recipient)
                            .isIn(501, 550, 554);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alice@d1.test.",
                    "d1.test!alice",
                    "alice%d1.test",
                    "alice",
                    "\"alice\"@d1.test",
                    "AlIcE@d1.TEST"
                })
        void messageShouldArriveWhenTheFormBecomesAUsersAddress(String recipient) {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                assertThat(client.send("someone@outside.example", recipient, message)
                                .code())
                        .isEqualTo(250);
            }

            assertThat(system.mailboxes().await(message).user()).isEqualTo("alice");
        }
    }
}
