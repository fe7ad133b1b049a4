package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;

/**
 * A real OpenLDAP with entries and groups that are far too large, and a stranger who asks for them again and again: the
 * server, with the launcher's bounds of memory, lives on and serves everybody else.
 */
@Drill
@RealLdap
@Timeout(600)
class LdapSizeDrillTest {

    private static final int CLIENTS = 20;
    private static final int QUESTIONS = 1_000;
    private static final int MOST_RESIDENT_KIB = 128 * 1024;
    private static final String OUTSIDE = "someone@outside.example";

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        addPerson("manyvalues", IntStream.range(0, 150_000).mapToObj(i -> "v" + i + "@d1.test"));
        addPerson("onevalue", Stream.of("onevalue@d1.test", "x".repeat(3_000_000) + "@d1.test"));
        addPerson("twelve", IntStream.range(0, 12).mapToObj(i -> i + "x".repeat(1_000_000) + "@d1.test"));
        addGroup("g60000", IntStream.range(0, 60_000).mapToObj(i -> "member: " + LdapAdmin.dn("user" + i)));
        addGroup("outer", Stream.of("member: cn=g60000," + Slapd.GROUPS));
        for (int group = 0; group < 16; group++) {
            addGroup("g900-" + group, IntStream.range(0, 900).mapToObj(i -> "member: " + LdapAdmin.dn("user" + i)));
        }
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private static void addPerson(String uid, Stream<String> more) {
        slapd.edit().addPerson(uid);
        slapd.edit()
                .replace(
                        LdapAdmin.dn(uid),
                        "mail",
                        Stream.concat(Stream.of(uid + "@d1.test"), more)
                                .distinct()
                                .toArray(String[]::new));
    }

    private static void addGroup(String name, Stream<String> members) {
        List<String> lines = new ArrayList<>(List.of(
                "dn: cn=" + name + "," + Slapd.GROUPS,
                "objectClass: groupOfNames",
                "objectClass: extensibleObject",
                "cn: " + name,
                "mail: " + name + "@d1.test"));
        lines.addAll(members.toList());
        slapd.edit().add(lines.toArray(String[]::new));
    }

    /** The flags of the launcher, for a Java that is started otherwise. */
    private static String flags() {
        try {
            Matcher flags = Pattern.compile("^flags=\"(.*)\"$", Pattern.MULTILINE)
                    .matcher(Files.readString(Checkout.launcher()));
            assertThat(flags.find()).isTrue();
            return flags.group(1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DrillStage stage(boolean follow) {
        String idp = LdapProviders.yaml(slapd, """
                group_base_dn: "%s"
                group_address_attribute: mail
                group_posting: anyone
                follow: %s
                """.formatted(Slapd.GROUPS, follow));
        return DrillStage.asking(idp, "env", "MALLOC_ARENA_MAX=1", "JAVA_TOOL_OPTIONS=" + flags());
    }

    /** What the stranger gets, from several connections at once, and meanwhile what everybody else gets. */
    private record Answers(Set<String> stranger, Set<String> others) {}

    private static Answers flood(DrillStage stage, IntFunction<String> recipient, Callable<String> other)
            throws Exception {
        ConcurrentLinkedQueue<String> stranger = new ConcurrentLinkedQueue<>();
        Set<String> others = new TreeSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                clients.add(threads.submit(() -> {
                    for (int i = first; i < QUESTIONS; i += CLIENTS) {
                        stranger.add(stage.askFor(recipient.apply(i)));
                    }
                }));
            }
            do {
                others.add(other.call());
            } while (!clients.stream().allMatch(Future::isDone));
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new Answers(new TreeSet<>(stranger), others);
    }

    private static long residentKib(DrillStage stage) throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/" + stage.server().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String hostile(int i) {
        return switch (i % 6) {
            case 0 -> "v" + i + "@d1.test";
            case 1 -> "onevalue@d1.test";
            case 2 -> "twelve@d1.test";
            case 3 -> "g60000@d1.test";
            case 4 -> "outer@d1.test";
            default -> "g900-" + i % 16 + "@d1.test";
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serverShouldLiveAndServeOthersWhenAStrangerAsksForWhatIsTooLarge(boolean follow) throws Exception {
        try (DrillStage stage = stage(follow)) {
            assertThat(stage.askFor("alice@d1.test")).isEqualTo("DUNNO");

            Answers answers = flood(stage, LdapSizeDrillTest::hostile, () -> stage.askFor("alice@d1.test"));

            assertThat(answers.others()).containsExactly("DUNNO");
            assertThat(stage.askFor("onevalue@d1.test")).startsWith("451 ");
            assertThat(stage.askFor("g60000@d1.test")).startsWith("451 ");
            assertThat(stage.askFor("erin@d1.test")).isEqualTo("DUNNO");
            assertThat(stage.server().isAlive()).isTrue();
            Awaitility.await("memory that the compiler gave back")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(residentKib(stage)).isLessThan(MOST_RESIDENT_KIB));
        }
    }

    /** The login is asked for with every message: neither the flood nor an outage that it might pass for changes that. */
    @Test
    void disabledAccountShouldNotSendWhileAStrangerAsksForWhatIsTooLarge() throws Exception {
        try (DrillStage stage = stage(false);
                PolicyClient client = new PolicyClient(stage.policySocket())) {
            assertThat(client.ask("alice", "alice@d1.test", OUTSIDE)).isEqualTo("DUNNO");
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnAccountStatus", "disabled");
            try {
                Answers answers =
                        flood(stage, LdapSizeDrillTest::hostile, () -> client.ask("alice", "alice@d1.test", OUTSIDE));

                assertThat(answers.others()).doesNotContain("DUNNO");
            } finally {
                slapd.edit().replace(LdapAdmin.dn("alice"), "tnAccountStatus", "active");
            }
        }
    }
}
