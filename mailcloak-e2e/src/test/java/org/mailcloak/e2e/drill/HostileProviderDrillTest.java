package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/**
 * A stranger asks for texts that the provider, or a filter in front of it, answers badly: a thousand of them, with the launcher's
 * bounds of memory, a mirror whose list has no end, and {@code idp_failure_mode: dunno}. Nobody else may notice.
 */
@Drill
@Timeout(300)
class HostileProviderDrillTest {

    private static final List<String> KINDS = List.of("refused", "other", "odd", "reset", "big");
    private static final int HOSTILE = 1_000;
    private static final int CLIENTS = 16;
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final long MOST_KIB = 128 * 1024;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final HostileKeycloak KEYCLOAK = new HostileKeycloak();
    private static final Sandbox SANDBOX = new Sandbox();
    private static MailcloakServer server;
    private static Path policy;
    private static List<String> hostile;
    private static List<String> others;
    private static List<String> disabled;
    private static List<String> senders;

    @BeforeAll
    static void drill() throws Exception {
        start();
        Awaitility.await()
                .atMost(Drills.PATIENCE)
                .until(() -> ask("bob", "bob@d1.test", "x@far.example").equals("DUNNO"));
        KEYCLOAK.disable("bob");
        Awaitility.await()
                .atMost(Drills.PATIENCE)
                .until(() -> !ask("bob", "bob@d1.test", "x@far.example").equals("DUNNO"));
        AtomicBoolean under = new AtomicBoolean(true);
        Future<List<String>> known = THREADS.submit(() ->
                during(under, i -> ask("", "someone@outside.example", "person" + i % 200 + "@d1.test")));
        Future<List<String>> bob = THREADS.submit(() -> during(under, i -> ask("bob", "bob@d1.test", "x@far.example")));
        Future<List<String>> carol = THREADS.submit(() -> during(
                under, i -> ask("carol", KINDS.get(i % KINDS.size()) + "-as" + i + "@d1.test", "x@far.example")));
        hostile = askHostile();
        under.set(false);
        others = known.get();
        disabled = bob.get();
        senders = carol.get();
    }

    private static void start() throws IOException {
        SANDBOX.directory("log", "root", "rwxr-xr-x");
        Path folder = SANDBOX.directory("db", "root", "rwxr-xr-x");
        Path sockets = SANDBOX.directory("sockets", "root", "rwxr-xr-x");
        CtlRunner ctl = new CtlRunner(SANDBOX, folder.resolve("state.db"));
        ctl.run("init");
        ctl.run("domains", "add", "d1.test");
        policy = sockets.resolve("policy");
        ServerConfiguration configuration = new ServerConfiguration(
                        KEYCLOAK.idp("cache_ttl_seconds: %1$d\nnegative_ttl_seconds: %1$d\nmirror: true\n"
                                .formatted(TTL.toSeconds())),
                        ctl.database(),
                        policy,
                        sockets.resolve("socketmap"),
                        "")
                .withPolicy("idp_failure_mode: dunno\n");
        List<String> launcher = List.of(
                "env",
                "MAILCLOAK_JAR=" + Checkout.server(),
                "MAILCLOAK_ARCHIVES=" + SANDBOX.directory("archives", "root", "rwxr-xr-x"));
        List<String> making = new ArrayList<>(launcher);
        making.addAll(List.of(Checkout.launcher().toString(), "--make-archive"));
        SANDBOX.command(Duration.ofMinutes(3)).runOrFail(making);
        List<String> starting = new ArrayList<>(launcher);
        // What follows is java, -jar, the jar and the configuration: the launcher takes the last.
        starting.addAll(
                List.of("sh", "-c", "exec \"$0\" \"$4\"", Checkout.launcher().toString()));
        server = new MailcloakServer(SANDBOX, configuration, starting);
        server.start();
    }

    /** A question of a client that goes on. */
    private interface Question {
        String ask(int number) throws Exception;
    }

    private static List<String> during(AtomicBoolean under, Question question) throws Exception {
        List<String> replies = new ArrayList<>();
        for (int i = 0; under.get(); i++) {
            replies.add(question.ask(i));
        }
        return replies;
    }

    /** From many clients at once; each tenth round of all of them is one of slow texts. */
    private static List<String> askHostile() throws Exception {
        List<Callable<List<String>>> clients = IntStream.range(0, CLIENTS)
                .<Callable<List<String>>>mapToObj(client -> () -> {
                    List<String> replies = new ArrayList<>();
                    for (int i = client; i < HOSTILE; i += CLIENTS) {
                        int round = i / CLIENTS;
                        String kind = round % 10 == 9 ? "slow" : KINDS.get(round % KINDS.size());
                        replies.add(ask("", "someone@outside.example", kind + "-" + i + "@d1.test"));
                    }
                    return replies;
                })
                .toList();
        List<String> replies = new ArrayList<>();
        for (Future<List<String>> client : THREADS.invokeAll(clients)) {
            replies.addAll(client.get());
        }
        return replies;
    }

    private static String ask(String login, String sender, String recipient) throws Exception {
        try (PolicyClient client = new PolicyClient(policy)) {
            return client.ask(login, sender, recipient);
        }
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        SANDBOX.close();
        KEYCLOAK.close();
    }

    @Test
    void hostileRequestsShouldBeDeferredAndNeverPassOrBeRefusedForGood() {
        assertThat(hostile).hasSize(HOSTILE).allMatch(reply -> reply.startsWith("451 "));
    }

    @Test
    void nobodyElseShouldBeDeferred() {
        assertThat(others).hasSizeGreaterThan(100).containsOnly("DUNNO");
    }

    @Test
    void disabledAccountShouldNotSendLaterThanItsTtl() {
        assertThat(disabled).hasSizeGreaterThan(50).allMatch(reply -> reply.startsWith("5"));
    }

    @Test
    void senderShouldNotPassWhenItsTextHasNoAnswer() {
        assertThat(senders).hasSizeGreaterThan(20).noneMatch("DUNNO"::equals);
    }

    @Test
    void processShouldLiveWithinItsMemory() throws Exception {
        assertThat(server.isAlive()).isTrue();
        long peak = kib("VmHWM:");
        Awaitility.await("memory that the compiler gave back")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(kib("VmRSS:"))
                        .as("resident memory, KiB; at its most %s", peak)
                        .isLessThan(MOST_KIB));
        long resident = kib("VmRSS:");
        new DrillLine(
                        HOSTILE + " hostile requests, " + CLIENTS + " at once, bodies of 4 MiB, a list without an end",
                        others.size() + " others answered, 0 deferred; " + KEYCLOAK.listed() + " accounts listed",
                        "resident: " + resident / 1024 + " MiB, at its most " + peak / 1024,
                        Duration.ZERO)
                .print();
    }

    private static long kib(String figure) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith(figure))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void scanShouldEndWhenTheListHasNone() {
        Awaitility.await()
                .atMost(Drills.PATIENCE)
                .untilAsserted(() ->
                        assertThat(server.output()).contains("more than the").contains("that a mirror may have"));
    }
}
