package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.PolicyClient;

/**
 * A stranger sends a thousand requests with texts that a provider or a filter in front of it may dislike, in
 * {@code idp_failure_mode: dunno}: no other client is deferred, and no account passes that may not. For each real provider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class HostileTextsContract {

    /** Settings of the provider: every answer is asked for again after two seconds. */
    static final String TTL = "cache_ttl_seconds: 2\nnegative_ttl_seconds: 2\n";

    private static final int REQUESTS = 1_000;
    private static final int CLIENTS = 16;
    private static final String OUTSIDE = "someone@outside.example";

    private DrillStage stage;
    private List<String> hostile;
    private List<String> others;
    private List<String> disabled;

    /** Disables bob. */
    abstract void disableBob();

    /**
     * To be called before all tests.
     *
     * @param idp the lines below {@code idp:}, for a provider that has active accounts alice and bob, with {@link #TTL}
     */
    final void flood(String idp) throws Exception {
        stage = DrillStage.withPolicy(idp, "idp_failure_mode: dunno\n");
        Awaitility.await("both accounts")
                .until(() -> passes("alice", "alice@d1.test", OUTSIDE) && passes("bob", "bob@d1.test", OUTSIDE));
        disableBob();
        Awaitility.await("the end of bob's right").until(() -> !passes("bob", "bob@d1.test", OUTSIDE));
        AtomicBoolean under = new AtomicBoolean(true);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<List<String>> known = threads.submit(() -> during(under, "", OUTSIDE, "alice@d1.test"));
            Future<List<String>> bob = threads.submit(() -> during(under, "bob", "bob@d1.test", OUTSIDE));
            List<Callable<List<String>>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<List<String>>>mapToObj(client -> () -> ask(client))
                    .toList();
            hostile = new ArrayList<>();
            for (Future<List<String>> client : threads.invokeAll(clients)) {
                hostile.addAll(client.get());
            }
            under.set(false);
            others = known.get();
            disabled = bob.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @AfterAll
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private boolean passes(String login, String sender, String recipient) throws Exception {
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            return client.ask(login, sender, recipient).equals("DUNNO");
        }
    }

    private List<String> during(AtomicBoolean under, String login, String sender, String recipient) throws Exception {
        List<String> replies = new ArrayList<>();
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            do {
                replies.add(client.ask(login, sender, recipient));
            } while (under.get());
        }
        return replies;
    }

    private List<String> ask(int first) throws Exception {
        List<String> replies = new ArrayList<>();
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            for (int i = first; i < REQUESTS; i += CLIENTS) {
                replies.add(client.ask("", OUTSIDE, text(i) + "@d1.test"));
            }
        }
        return replies;
    }

    /** Each number gives another text, so that none is answered from memory. */
    private static String text(int i) {
        return switch (i % 14) {
            case 0 -> "union.select.password.from.user_entity--" + i;
            case 1 -> "%00%0d%0aHost:%20evil" + i;
            case 2 -> "../../../etc/passwd" + i;
            case 3 -> "*" + i;
            case 4 -> "x" + i + "*)(uid=*))(|(uid=*";
            case 5 -> "a".repeat(1_900) + i;
            case 6 -> "\"a b'" + i + "\\\"<script>\"";
            case 7 -> "x" + i + "&exact=false&max=100000";
            case 8 -> "\u00fc\u1e9e\u0130\ud83d\ude00" + i;
            case 9 -> "x\u202e\u200b" + i;
            case 10 -> "x" + i + "\\2a\\00";
            case 11 -> "#{jndi:ldap://127.0.0.1/" + i + "}";
            case 12 -> "x" + i + "?search=%25";
            default -> "\ufdfa".repeat(60) + i;
        };
    }

    @Test
    void strangerShouldNotPassWithAnyOfTheTexts() {
        assertThat(hostile).hasSize(REQUESTS).doesNotContain("DUNNO");
    }

    @Test
    void otherClientsShouldNotBeDeferred() {
        assertThat(others).hasSizeGreaterThan(100).containsOnly("DUNNO");
    }

    @Test
    void disabledAccountShouldNotSendLaterThanItsTtl() {
        assertThat(disabled).hasSizeGreaterThan(20).allMatch(reply -> reply.startsWith("5"));
    }
}
