package org.mailcloak.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.env.PolicyClient;

/** What the bundled server tells about itself while it is asked. */
@EnabledIf(
        value = "org.mailcloak.e2e.env.Checkout#builtOrRequired",
        disabledReason = "the bundled jars are not built; run mvn verify")
@Timeout(300)
class PrometheusMonitoringTest {

    private static final String DECISIONS = "mailcloak_policy_decisions_total";
    private static final String LOOK_UPS = "mailcloak_socketmap_lookups_total";
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private static MonitoringStage stage;

    @BeforeAll
    static void start() {
        stage = MonitoringStage.start();
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private static String ask(String state, String method, String login, String sender, String recipient)
            throws Exception {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("request", "smtpd_access_policy");
        attributes.put("protocol_state", state);
        attributes.put("client_address", "192.0.2.7");
        attributes.put("sender", sender);
        attributes.put("recipient", recipient);
        attributes.put("sasl_method", method);
        attributes.put("sasl_username", login);
        try (PolicyClient client = stage.policy()) {
            return client.ask(attributes);
        }
    }

    /** The samples of a metric that have grown, and by how much. */
    private static Map<String, Double> grown(String metric, Map<String, Double> before) {
        Map<String, Double> grown = new TreeMap<>();
        stage.samples().forEach((sample, value) -> {
            double growth = value - before.getOrDefault(sample, 0.0);
            if (sample.startsWith(metric + "{") && growth != 0) {
                grown.put(sample, growth);
            }
        });
        return grown;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            emptyValue = "",
            value = {
                "MAIL, '', '', f@far.test, '', stage_not_checked, pass",
                "RCPT, '', '', f@far.test, '', no_recipient, pass",
                "RCPT, '', '', f@far.test, zacharias@d1.test, sender_not_local, pass",
                "RCPT, '', '', f@far.test, nobody@d1.test, recipient_unknown, reject",
                "RCPT, '', '', f@far.test, gone@d1.test, recipient_disabled, reject",
                "RCPT, '', '', f@far.test, x@else.test, sender_not_local, pass",
                "RCPT, '', '', zacharias@d1.test, zacharias@d1.test, login_required, reject",
                "RCPT, anonymous, zacharias, zacharias@d1.test, x@far.test, method_unsupported, reject",
                "RCPT, cram-md5, zacharias, zacharias@d1.test, x@far.test, user_owns_sender, pass",
                "RCPT, plain, printer, printer@d1.test, x@far.test, app_owns_sender, pass",
                "RCPT, plain, printer, zacharias@d1.test, x@far.test, app_not_owner, reject",
                "RCPT, plain, oldprinter, printer@d1.test, x@far.test, app_disabled, reject",
                "RCPT, xoauth2, stranger, zacharias@d1.test, x@far.test, user_unknown, reject",
                "RCPT, plain, zacharias, zacharias@d1.test, x@far.test, user_owns_sender, pass",
                "RCPT, plain, zacharias, sales@d1.test, x@far.test, user_owns_alias, pass",
                "RCPT, plain, zacharias, mute@d1.test, x@far.test, user_not_owner, reject",
                "RCPT, plain, zacharias, '', x@far.test, null_sender_refused, reject",
                "RCPT, plain, mute, mute@d1.test, x@far.test, user_send_blocked, reject",
                "RCPT, plain, gone, gone@d1.test, x@far.test, user_disabled, reject"
            })
    void requestOfEachKindShouldMoveItsCounterAndNoOther(
            String state, String method, String login, String sender, String recipient, String reason, String verdict)
            throws Exception {
        Map<String, Double> before = stage.samples();

        ask(state, method, login, sender, recipient);

        assertThat(grown(DECISIONS, before))
                .containsExactly(Map.entry(
                        DECISIONS + "{reason=\"%s\",stage=\"%s\",verdict=\"%s\"}".formatted(reason, state, verdict),
                        1.0));
    }

    @ParameterizedTest
    @CsvSource({
        "alias, sales@d1.test, alias, ok",
        "alias, nothing@d1.test, alias, notfound",
        "domain, d1.test, domain, ok",
        "zacharias@d1.test, x, unknown, perm"
    })
    void lookUpOfEachKindShouldMoveItsCounterAndNoOther(String map, String key, String label, String reply)
            throws Exception {
        Map<String, Double> before = stage.samples();

        stage.lookUp(map, key);

        assertThat(grown(LOOK_UPS, before))
                .containsExactly(Map.entry(LOOK_UPS + "{map=\"%s\",reply=\"%s\"}".formatted(label, reply), 1.0));
    }

    @Test
    void nothingThatWasAskedShouldBeFoundInTheMetrics() throws Exception {
        ask("RCPT", "plain", "zacharias", "zacharias@d1.test", "friend@far.test");
        ask("WEIRD-STATE", "weird-method", "weird-login", "weird@d1.test", "weird@far.test");
        stage.lookUp("alias", "sales@d1.test");
        stage.lookUp("weird-map", "sales@d1.test");

        String metrics = stage.metrics();

        assertThat(metrics)
                .doesNotContainIgnoringCase("@", ".test", "zacharias", "sales", "friend", "weird", "192.0.2.7");
        Matcher labels = LABEL.matcher(metrics);
        while (labels.find()) {
            assertThat(labels.group(1))
                    .isIn("le", "stage", "reason", "verdict", "map", "reply", "outcome", "cause", "version", "java");
        }
    }

    @Test
    void scrapesShouldAgreeWithTheTrafficThatTheyWatch() throws Exception {
        int clients = 8;
        int each = 2_000;
        String sample = DECISIONS + "{reason=\"sender_not_local\",stage=\"RCPT\",verdict=\"pass\"}";
        double before = stage.samples().get(sample);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        AtomicBoolean over = new AtomicBoolean();
        List<Double> seen = new ArrayList<>();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> askOften(each)));
            }
            Thread scraper = new Thread(() -> {
                while (!over.get()) {
                    seen.add(stage.samples().get(sample));
                }
            });
            scraper.start();
            for (Future<?> each1 : running) {
                each1.get();
            }
            over.set(true);
            scraper.join();
        } finally {
            threads.shutdownNow();
        }

        assertThat(seen).hasSizeGreaterThan(1).isSorted();
        assertThat(stage.samples().get(sample) - before).isEqualTo(clients * each);
    }

    private static int askOften(int times) throws Exception {
        try (PolicyClient client = stage.policy()) {
            for (int i = 0; i < times; i++) {
                assertThat(client.ask("", "f@far.test", "zacharias@d1.test")).isEqualTo("DUNNO");
            }
        }
        return times;
    }

    @Test
    void mailShouldBeAnsweredWhenTheHttpListenerIsOverrun() throws Exception {
        List<Socket> held = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread flood = new Thread(() -> {
            while (!over.get()) {
                rude();
            }
        });
        try {
            for (int i = 0; i < 100; i++) {
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), stage.port());
                slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                held.add(slow);
            }
            flood.start();

            assertThat(askOften(5_000)).isEqualTo(5_000);
            assertThat(stage.lookUp("alias", "sales@d1.test")).isEqualTo("20:OK zacharias@d1.test,");
        } finally {
            over.set(true);
            for (Socket slow : held) {
                slow.close();
            }
            flood.join();
        }
        assertThat(stage.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(stage.server().output()).doesNotContain("WARN", "ERROR");
    }

    /** Headers without end, a request that is none, an answer that is not taken. */
    private static void rude() {
        for (String request : List.of(
                "GET /metrics HTTP/1.1\r\nX: " + "x".repeat(1_000_000),
                "\0\1\2\3\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port())) {
                socket.setSoTimeout(200);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                try (InputStream in = socket.getInputStream()) {
                    in.read();
                }
            } catch (IOException refused) {
                // That is what it is for.
                continue;
            }
        }
    }
}
