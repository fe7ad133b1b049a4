package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.drill.DrillReport.Phase;
import org.mailcloak.e2e.env.FaultProxy.Fault;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.keycloak.KeycloakRealm;
import org.mailcloak.e2e.keycloak.KeycloakServer;
import org.mailcloak.e2e.keycloak.KeycloakStage;
import org.mailcloak.e2e.keycloak.RealKeycloak;
import org.mailcloak.e2e.load.Load;
import org.mailcloak.e2e.load.Load.Kind;
import org.mailcloak.idp.Account;

/**
 * The bundled server under load while a real Keycloak is killed, stays away and comes back; then the same with every way of
 * not answering. How long it stays away: {@code -Dmailcloak.drill.seconds=60}.
 */
@RealKeycloak
@Timeout(600)
class OutageDrillTest {

    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("mailcloak.drill.seconds", 15));
    private static final Duration FAULT = Duration.ofSeconds(4);

    /** What every request has, by the design. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static final Duration RECOVERY = Duration.ofSeconds(5);

    /** A cached answer is old during most of the drill. */
    private static final String SETTINGS = "cache_ttl_seconds: 3\n";

    private static final int PHASES = 9;

    private static final List<Phase> PHASES_DONE = new ArrayList<>();
    private static KeycloakServer keycloak;
    private static KeycloakRealm realm;
    private static KeycloakStage stage;
    private static Load load;
    private static DrillReport report;

    @BeforeAll
    static void drill(KeycloakServer server) throws Exception {
        keycloak = server;
        realm = KeycloakRealm.create(server, users());
        stage = KeycloakStage.prepare(realm, SETTINGS, "");
        stage.server().start();
        load = new Load(stage.policySocket());
        meetKnownUsers();
        load.start();
        phase("all is well", FAULT, () -> {}, () -> {});
        phase("killed", AWAY, keycloak::kill, keycloak::start);
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                phase(
                        fault.name(),
                        FAULT,
                        () -> stage.proxy().fault(fault),
                        () -> stage.proxy().fault(Fault.NONE));
            }
        }
        phase("EMPTY_LIST", FAULT, OutageDrillTest::takeRightAway, OutageDrillTest::giveRightBack);
        load.close();
        report = new DrillReport(PHASES_DONE, load.replies(), stage.proxy().seen());
        System.out.println("Outage drill, " + Load.CONNECTIONS + " connections; cached accounts, cold users, unknown"
                + " addresses; slowest replies; most HTTP requests in a second\n" + report.table()
                + "HTTP requests in each second from the return of the killed Keycloak on: "
                + report.requestsBySecond(outage().to(), 10));
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    private static List<Account> users() {
        List<String> names = new ArrayList<>();
        IntStream.range(0, Load.KNOWN_USERS).forEach(i -> names.add("known" + i));
        IntStream.range(0, (PHASES + 1) * Load.COLD_USERS_A_PHASE).forEach(i -> names.add("cold" + i));
        return names.stream()
                .map(name -> Account.builder(name, name)
                        .primaryAddress(EmailAddress.parse(Load.address(name)))
                        .build())
                .toList();
    }

    private static void meetKnownUsers() throws Exception {
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            for (int i = 0; i < Load.KNOWN_USERS; i++) {
                String name = "known" + i;
                assertThat(client.ask(name, Load.address(name), Load.address(name)))
                        .isEqualTo("DUNNO");
            }
        }
    }

    /** Lets a fault last and then waits until nothing was deferred for a second. */
    private static void phase(String name, Duration duration, Runnable begin, Runnable end) {
        load.nextPhase();
        begin.run();
        long from = System.nanoTime();
        LockSupport.parkNanos(duration.toNanos());
        end.run();
        long to = System.nanoTime();
        Awaitility.await("recovery from " + name)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - Math.max(to, lastDeferral()) > 1_000_000_000L);
        PHASES_DONE.add(new Phase(name, from, to, Duration.ofNanos(Math.max(0, lastDeferral() - to))));
    }

    private static long lastDeferral() {
        return load.replies().stream()
                .filter(Load.Reply::isDeferral)
                .mapToLong(Load.Reply::askedAt)
                .max()
                .orElse(Long.MIN_VALUE / 2);
    }

    /** From now on Keycloak answers every question with an empty list. */
    private static void takeRightAway() {
        keycloak.admin().grant(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "query-users");
        keycloak.admin().revoke(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "view-users");
    }

    private static void giveRightBack() {
        keycloak.admin().grant(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "view-users");
    }

    private static Phase outage() {
        return PHASES_DONE.get(1);
    }

    @Test
    void nothingShouldBeAcceptedThatIsWrong() {
        assertThat(report.wrongAccepts()).isEmpty();
    }

    @Test
    void nobodyWhoExistsShouldBeRefusedForGood() {
        assertThat(report.wrongRefusals()).isEmpty();
    }

    @Test
    void everyReplyShouldBeTheRightOneOrTheDeferralOfAnOutage() {
        assertThat(report.otherwiseWrong()).isEmpty();
    }

    @Test
    void noReplyShouldBeLost() {
        assertThat(load.failures()).isEmpty();
        assertThat(load.lost()).isZero();
    }

    @Test
    void cachedIdentitiesShouldNeverBeDeferred() {
        assertThat(report.deferralsOfCached()).isEmpty();
    }

    @Test
    void whatIsNotCachedShouldBeDeferredWhileKeycloakIsAway() {
        // The first second is left out: answers that were under way at the kill may still count.
        long from = outage().from() + 1_000_000_000L;
        long to = outage().from() + AWAY.toNanos();

        assertThat(report.of(reply -> (reply.kind() == Kind.COLD_USER || reply.kind() == Kind.UNKNOWN)
                        && reply.askedAt() > from
                        && reply.answeredAt() < to))
                .isNotEmpty()
                .allMatch(Load.Reply::isDeferral);
    }

    @Test
    void everyReplyShouldComeWithinTheBudget() {
        assertThat(report.slowest(reply -> true)).isLessThan(BUDGET);
    }

    @Test
    void lookUpsShouldWorkAgainWithinFiveSeconds() {
        assertThat(PHASES_DONE)
                .hasSize(PHASES)
                .allSatisfy(
                        phase -> assertThat(phase.recovery()).as(phase.name()).isLessThan(RECOVERY));
    }

    @Test
    void keycloakShouldNotBeRunOverWhenItReturns() {
        long perSecond = report.mostRequestsInASecond(outage().to(), outage().to() + 10_000_000_000L);

        // Each known user by login and address once, and what the load asks anew in a second: 50 cold, 50 unknown,
        // which
        // take one and three requests.
        assertThat(perSecond).isLessThanOrEqualTo(2 * Load.KNOWN_USERS + 50 + 3 * 50 + 100);
    }

    @Test
    void keycloakShouldBeLeftAloneWhileItIsAway() {
        long from = outage().from() + 2_000_000_000L;
        long to = outage().from() + AWAY.toNanos();

        assertThat(report.requestsBetween(from, to)).isLessThanOrEqualTo(2 * AWAY.toSeconds() + 10);
    }
}
