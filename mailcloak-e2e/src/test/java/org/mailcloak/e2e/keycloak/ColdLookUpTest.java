package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.env.FaultProxy;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.idp.Account;

/** How many HTTP requests the bundled server makes to a real Keycloak, counted on the way. */
@RealKeycloak
@Timeout(300)
class ColdLookUpTest {

    private static final int USERS = 203;
    private static final int THREADS = 100;

    private static KeycloakStage stage;

    @BeforeAll
    static void start(KeycloakServer server) {
        List<Account> users = IntStream.range(0, USERS)
                .mapToObj(i -> Account.builder("user" + i, "user" + i)
                        .primaryAddress(EmailAddress.parse("user" + i + "@d1.test"))
                        .build())
                .toList();
        // Events are read once a second, whoever is looked up.
        stage = KeycloakStage.prepare(KeycloakRealm.create(server, users), "events: false\n", "");
        stage.server().start();
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private static List<FaultProxy.Seen> since(int mark) {
        List<FaultProxy.Seen> all = stage.proxy().seen();
        return all.subList(mark, all.size());
    }

    @Test
    void keycloakShouldGetOneRequestForEachDistinctColdLookUp() throws Exception {
        int mark = stage.proxy().seen().size();
        int lookUps = 0;
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            for (int i = 0; i < 100; i++, lookUps++) {
                assertThat(client.ask("", "someone@outside.example", "user" + i + "@d1.test"))
                        .isEqualTo("DUNNO");
            }
            for (int i = 100; i < 200; i++, lookUps++) {
                assertThat(client.ask("user" + i, "user" + i + "@d1.test", "user0@d1.test"))
                        .isEqualTo("DUNNO");
            }
        }

        List<FaultProxy.Seen> requests = since(mark);
        long tokens = requests.stream().filter(FaultProxy.Seen::isForToken).count();
        System.out.printf(
                Locale.ROOT,
                "HTTP requests for %d distinct cold look-ups: %d and %d for tokens, %.2f for each%n",
                lookUps,
                requests.size() - tokens,
                tokens,
                (requests.size() - tokens) / (double) lookUps);
        assertThat(requests.size() - tokens).isEqualTo(lookUps);
        assertThat(tokens).isLessThanOrEqualTo(1);
    }

    @Test
    void keycloakShouldGetOneRequestWhenAHundredThreadsAskForOneColdAddress() throws Exception {
        int mark = stage.proxy().seen().size();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch ready = new CountDownLatch(THREADS);
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(() -> {
                    try (PolicyClient client = new PolicyClient(stage.policySocket())) {
                        ready.countDown();
                        go.await();
                        return client.ask("", "someone@outside.example", "user201@d1.test");
                    }
                }));
            }
            ready.await();
            go.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("DUNNO");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(since(mark)).filteredOn(request -> !request.isForToken()).hasSize(1);
    }
}
