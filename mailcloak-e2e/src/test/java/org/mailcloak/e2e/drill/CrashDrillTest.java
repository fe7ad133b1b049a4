package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;

/** The server is killed and started again while many sessions of a real Postfix ask it. */
@Drill
@RealMail
@Timeout(120)
class CrashDrillTest {

    private static final int SESSIONS = 10;

    /** In one session: after smtpd_soft_error_limit = 10 errors Postfix becomes slow. */
    private static final int PROBES = 8;

    private static final String OUTSIDE = "someone@outside.example";

    private record Seen(String recipient, String reply) {
        boolean isRight() {
            return reply.startsWith(recipient.startsWith("nosuch") ? "550 5.1.1 " : "250 ");
        }

        boolean isDeferral() {
            return reply.startsWith("451 ");
        }
    }

    private final MailSystem system;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    CrashDrillTest(MailSystem system) {
        this.system = system;
    }

    @Test
    void sessionsShouldSeeOnlyDeferralsWhenTheServerIsKilledUnderLoad() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        List<Future<?>> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(threads.submit(this::probe));
        }
        awaitReplies(SESSIONS * 10);
        system.server().kill();
        awaitReplies(SESSIONS * 2);
        system.server().start();
        Duration recovery = Drills.until(() -> {
            int before = seen.size();
            awaitReplies(SESSIONS * 2);
            return seen.stream().skip(before).allMatch(Seen::isRight);
        });
        over = true;
        for (Future<?> session : sessions) {
            session.get();
        }
        threads.shutdown();

        assertThat(seen).allMatch(reply -> reply.isRight() || reply.isDeferral());
        assertThat(seen).anyMatch(Seen::isDeferral);
        new DrillLine(
                        "server killed (SIGKILL) and started again under load of " + SESSIONS + " SMTP sessions",
                        seen.stream().filter(Seen::isRight).count() + " right, "
                                + seen.stream().filter(Seen::isDeferral).count() + " deferred",
                        "no wrong accept, no wrong refusal, no session lost; stale sockets replaced",
                        recovery)
                .print();
    }

    private void probe() {
        while (!over) {
            try (SmtpClient client = system.connect()) {
                for (int i = 0; i < PROBES; i++) {
                    String recipient = i % 2 == 0 ? "alice@d1.test" : "nosuch" + i + "@d1.test";
                    seen.add(
                            new Seen(recipient, client.probe(OUTSIDE, recipient).text()));
                }
            }
        }
    }

    private void awaitReplies(int more) {
        int before = seen.size();
        Awaitility.await("replies")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> seen.size() >= before + more);
    }
}
