package org.mailcloak.e2e.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;

/** Real Dovecot with the sample for authentik, and tokens that a stand-in of authentik knows. */
@RealMail
@Timeout(120)
class AuthentikLoginTest {

    private static IntrospectionStub authentik;
    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        authentik = new IntrospectionStub("alice");
        system = SampleMailSystem.start(new AuthentikPeople(authentik));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        authentik.close();
    }

    private static void assertLogin(String user, String token, int code) {
        try (SmtpClient client = system.connectForSubmission()) {
            assertThat(client.bearer(user, token).code()).isEqualTo(code);
        }
        try (SmtpClient client = system.connectForSubmission()) {
            assertThat(client.xoauth2(user, token).code()).isEqualTo(code);
        }
    }

    @Test
    void loginShouldSucceedWhenTheTokenIsConfirmed() {
        assertLogin("alice", IntrospectionStub.GOOD_TOKEN, 235);
    }

    @Test
    void loginShouldFailWhenTheTokenIsNotActive() {
        assertLogin("alice", "bogus", 535);
    }

    @Test
    void loginShouldFailWhenTheTokenIsAnotherUsers() {
        assertLogin("bob", IntrospectionStub.GOOD_TOKEN, 535);
    }

    @Test
    void everyTokenShouldFailWhileAuthentikIsDown() {
        authentik.stop();
        try (SmtpClient client = system.connectForSubmission()) {
            assertThat(client.bearer("alice", IntrospectionStub.GOOD_TOKEN).code())
                    .isEqualTo(535);
            assertThat(client.xoauth2("alice", "bogus").code()).isEqualTo(535);
        } finally {
            authentik.start();
        }
    }
}
