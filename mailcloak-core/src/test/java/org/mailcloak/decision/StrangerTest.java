package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;

/** The tables of docs/developers/decisions.md, a row a test: the sender of a client without a login. */
class StrangerTest extends DecisionTables {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@d1.test",
                "ALICE@D1.TEST",
                "nobody@d2.test",
                "alice@d1.test.",
                "d1.test!alice",
                "alice%d1.test",
                "alice",
                "\"alice\"@d1.test",
                "alice+x@d1.test",
                "alice@d1.test..",
                "alice%far.example@d1.test",
                "far.example!alice@d1.test",
                "alice@d1.test ",
                "alice@d1.test(x)",
                "@d1.test",
                "alice@",
                "\"alice@d1.test\"@d1.test"
            })
    void localSenderShouldNeedALoginInEverySpelling(String sender) {
        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
        assertThat(Reason.LOGIN_REQUIRED.action())
                .isEqualTo("553 5.7.1 Sending from local domains requires authentication");
    }

    @Test
    void localSenderShouldPassWhenTheClientIsInATrustedNetwork() {
        rules = rules.toBuilder().trustedClient("192.0.2.9"::equals).build();

        assertThat(stranger("alice@d1.test", "alice@d1.test")).isEqualTo(Reason.CLIENT_TRUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d2.test, 192.0.2.9, EXTERNAL_SENDER",
        "alice@D2.test., 192.0.2.9, EXTERNAL_SENDER",
        "alice@d1.test, 192.0.2.9, LOGIN_REQUIRED",
        "alice%d1.test@d2.test, 192.0.2.9, LOGIN_REQUIRED",
        "alice@d2.test.., 192.0.2.9, LOGIN_REQUIRED",
        "alice@d1.te\u200dst, 192.0.2.9, LOGIN_REQUIRED",
        "alice, 192.0.2.9, LOGIN_REQUIRED",
        "far.example!alice, 192.0.2.9, LOGIN_REQUIRED",
        "alice@d2.test, 192.0.2.8, LOGIN_REQUIRED",
        "x@far.example, 192.0.2.8, SENDER_NOT_LOCAL"
    })
    void localSenderShouldPassFromANetworkThatMaySendAsItsDomain(String sender, String client, Reason reason) {
        MailDomain d2 = MailDomain.parse("d2.test").orElseThrow();
        rules = rules.toBuilder()
                .site(rules.site().toBuilder()
                        .externalSender((domain, from) -> domain.equals(d2) && from.equals("192.0.2.9"))
                        .build())
                .build();

        assertThat(decide(new PolicyQuery(ProtocolState.RCPT, sender, "alice@d1.test", "", "", client))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x@far.example", "x@d1.test.far.example", "alice%d1.test@far.example", "no address at all@ x"
            })
    void otherSenderShouldPassTheNullSenderIncluded(String sender) {
        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@d1.test@@",
                "alice@@",
                "alice@d1\u2024test",
                "alice@\uff241.test",
                "alice@d1.test.\u00ad",
                "alice@d1.t\u200best",
                "alice@d1.t\u200dest",
                "alice@d1.t\u2064est",
                "alice@d1.test\u180f",
                "alice@d1.t\udb40\udd00est",
                "alice@d1.t\ud82f\udca0est",
                "alice+x%y.",
                "alice%[192.0.2.1]",
                "far.example!x",
                "alice%far.example",
                "@a:",
                "@[IPv6:::1]:alice@far.example"
            })
    void strangerShouldNotPassByASpellingThatIsALocalDomainInTheEnd(String sender) {
        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
    }

    @Test
    void unqualifiedSenderShouldGetTheConfiguredOrigin() {
        rules = rules.toBuilder()
                .origin(MailDomain.parse("far.example").orElseThrow())
                .build();

        assertThat(stranger("alice", "alice@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
    }
}
