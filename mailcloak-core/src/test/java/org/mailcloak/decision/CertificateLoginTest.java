package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that has not logged in is the login for which its certificate is registered. */
class CertificateLoginTest extends DecisionTables {

    private static final String ALICE = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String BOB = "10:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String APP = "20:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String OFF = "30:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String DELETED = "40:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String STRANGE = "50:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    @BeforeEach
    void registerCertificates() {
        store.certificate(ALICE, "alice", true)
                .certificate(BOB, "bob", true)
                .certificate(APP, "app1", true)
                .certificate(OFF, "alice", false)
                .certificate(DELETED, "nosuchlogin", true);
    }

    private Reason certificate(String fingerprint, String sender) {
        return decide(new PolicyQuery(ProtocolState.RCPT, sender, FAR, "", "", "192.0.2.9", fingerprint))
                .reason();
    }

    @ParameterizedTest
    @CsvSource({
        ALICE + ", alice@d1.test, USER_OWNS_SENDER",
        ALICE + ", sales@d1.test, USER_OWNS_ALIAS",
        ALICE + ", bob@d1.test, USER_NOT_OWNER",
        ALICE + ", someone@far.example, USER_NOT_OWNER",
        ALICE + ", '', NULL_SENDER_REFUSED",
        BOB + ", bob@d1.test, USER_SEND_BLOCKED",
        APP + ", app1@d1.test, APP_OWNS_SENDER",
        APP + ", alice@d1.test, APP_NOT_OWNER",
        DELETED + ", alice@d1.test, USER_UNKNOWN",
    })
    void clientShouldBeJudgedAsTheLoginOfItsCertificate(String fingerprint, String sender, Reason reason) {
        assertThat(certificate(fingerprint, sender)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({OFF, STRANGE, "'not a fingerprint'", "00112233445566778899aabbccddee"})
    void clientShouldBeAStrangerWhenItsCertificateIsNotRegisteredOrDisabled(String fingerprint) {
        assertThat(certificate(fingerprint, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
    }

    @Test
    void letterCaseAndColonsOfAFingerprintShouldNotMatter() {
        assertThat(certificate("00112233445566778899aabbccddeeff", "alice@d1.test"))
                .isEqualTo(Reason.USER_OWNS_SENDER);
    }

    @Test
    void loginShouldCountAloneWhenTheClientHasLoggedInToo() {
        PolicyQuery question =
                new PolicyQuery(ProtocolState.RCPT, "alice@d1.test", FAR, "PLAIN", "nosuchlogin", "192.0.2.9", ALICE);

        assertThat(decide(question).reason()).isEqualTo(Reason.USER_UNKNOWN);
    }
}
