package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.SmtpReply;
import org.mailcloak.e2e.mail.TestMessage;

/** A run of many messages over several sessions at a time. */
@RealMail
class ManyMessagesTest {

    private static final int SESSIONS = 8;
    private static final int MESSAGES_PER_SESSION = 25;
    private static final List<String> RECIPIENTS = List.of("alice@d1.test", "alias1@d1.test", "DAVE@d2.test");

    private final MailSystem system;

    ManyMessagesTest(MailSystem system) {
        this.system = system;
    }

    @Test
    void postfixShouldComplainOfNothingWhenTwoHundredMessagesPass() throws Exception {
        int mark = system.postfix().log().mark();
        ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Future<List<TestMessage>>> running = new ArrayList<>();
            for (int session = 0; session < SESSIONS; session++) {
                boolean loggedIn = session % 2 == 0;
                running.add(sessions.submit(() -> sendAll(loggedIn)));
            }
            List<TestMessage> sent = new ArrayList<>();
            for (Future<List<TestMessage>> session : running) {
                sent.addAll(session.get());
            }

            assertThat(sent).hasSize(SESSIONS * MESSAGES_PER_SESSION);
            system.awaitEmptyQueue();
            assertThat(system.mailboxes().presentOf(sent)).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(system.postfix().log().complaintsSince(mark)).isEmpty();
        } finally {
            sessions.shutdownNow();
        }
    }

    private List<TestMessage> sendAll(boolean loggedIn) {
        List<TestMessage> sent = new ArrayList<>();
        String sender = loggedIn ? "app1@d1.test" : "someone@outside.example";
        try (SmtpClient client = loggedIn ? system.connectAs("app1") : system.connect()) {
            for (int i = 0; i < MESSAGES_PER_SESSION; i++) {
                TestMessage message = TestMessage.unique();
                SmtpReply reply = client.send(sender, RECIPIENTS.get(i % RECIPIENTS.size()), message);
                assertThat(reply.text()).startsWith("250 ");
                sent.add(message);
            }
        }
        return sent;
    }
}
