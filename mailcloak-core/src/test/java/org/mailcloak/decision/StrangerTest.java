package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        rules = rules.withTrustedClient("192.0.2.9"::equals);

        assertThat(stranger("alice@d1.test", "alice@d1.test")).isEqualTo(Reason.CLIENT_TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x@far.example", "x@d1.test.far.example", "far.example!x", "no address at all@ x"})
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
                "alice@d1.t\u200best"
            })
    void strangerShouldNotPassByASpellingThatIsALocalDomainInTheEnd(String sender) {
        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
    }

    @Test
    void unqualifiedSenderShouldGetTheConfiguredOrigin() {
        rules = rules.withOrigin(MailDomain.parse("far.example").orElseThrow());

        assertThat(stranger("alice", "alice@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
    }
}
