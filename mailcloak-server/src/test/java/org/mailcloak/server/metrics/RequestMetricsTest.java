package org.mailcloak.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.socketmap.SocketmapReply;

class RequestMetricsTest {

    private static final int MANY = 100_000;

    private final RequestMetrics tally = new RequestMetrics(List.of("alias", "domain"));

    private List<String> samples(String name) {
        return Exposition.samples(tally).stream()
                .filter(sample -> sample.startsWith(name + "{"))
                .toList();
    }

    private List<String> nonzero(String name) {
        return samples(name).stream().filter(sample -> !sample.endsWith(" 0.0")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void decisionShouldCountByStageReasonAndVerdict(Reason reason) {
        tally.decided(ProtocolState.RCPT, reason, 1_000);
        tally.decided(ProtocolState.RCPT, reason, 1_000);

        assertThat(nonzero("mailcloak_policy_decisions_total"))
                .containsExactly("mailcloak_policy_decisions_total{reason=\"%s\",stage=\"RCPT\",verdict=\"%s\"} 2.0"
                        .formatted(
                                reason.name().toLowerCase(Locale.ROOT),
                                reason.verdict().name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyReasonShouldBeThereFromTheBeginningWhereMailIsChecked() {
        assertThat(samples("mailcloak_policy_decisions_total"))
                .hasSize(Reason.values().length - 1)
                .allSatisfy(
                        sample -> assertThat(sample).contains("stage=\"RCPT\"").endsWith(" 0.0"));
    }

    @Test
    void otherStagesShouldBeThereOnceTheyAreAskedFor() {
        tally.decided(ProtocolState.DATA, Reason.STAGE_NOT_CHECKED, 1_000);

        assertThat(nonzero("mailcloak_policy_decisions_total"))
                .containsExactly("mailcloak_policy_decisions_total{reason=\"stage_not_checked\",stage=\"DATA\","
                        + "verdict=\"pass\"} 1.0");
    }

    @Test
    void durationShouldCountByVerdictWithoutStagesThatAreNotChecked() {
        tally.decided(ProtocolState.RCPT, Reason.USER_OWNS_SENDER, 2_000_000);
        tally.decided(ProtocolState.RCPT, Reason.IDP_UNAVAILABLE, 3_000_000);
        tally.decided(ProtocolState.MAIL, Reason.STAGE_NOT_CHECKED, 4_000_000);

        assertThat(Exposition.samples(tally))
                .contains(
                        "mailcloak_policy_duration_seconds_sum{verdict=\"pass\"} 0.002",
                        "mailcloak_policy_duration_seconds_count{verdict=\"pass\"} 1",
                        "mailcloak_policy_duration_seconds_count{verdict=\"reject\"} 0",
                        "mailcloak_policy_duration_seconds_count{verdict=\"defer\"} 1");
    }

    @Test
    void lookUpShouldCountByMapAndReply() {
        tally.lookedUp("alias", SocketmapReply.Kind.OK, 1_000);
        tally.lookedUp("alias", SocketmapReply.Kind.NOTFOUND, 1_000);
        tally.lookedUp("domain", SocketmapReply.Kind.TEMP, 1_000);

        assertThat(nonzero("mailcloak_socketmap_lookups_total"))
                .containsExactlyInAnyOrder(
                        "mailcloak_socketmap_lookups_total{map=\"alias\",reply=\"ok\"} 1.0",
                        "mailcloak_socketmap_lookups_total{map=\"alias\",reply=\"notfound\"} 1.0",
                        "mailcloak_socketmap_lookups_total{map=\"domain\",reply=\"temp\"} 1.0");
    }

    @Test
    void mapsThatDoNotExistShouldCountUnderOneName() {
        tally.unknownMap();
        tally.lookedUp("secret@d1.test", SocketmapReply.Kind.OK, 1_000);

        assertThat(nonzero("mailcloak_socketmap_lookups_total"))
                .containsExactly("mailcloak_socketmap_lookups_total{map=\"unknown\",reply=\"perm\"} 2.0");
    }

    @Test
    void nothingShouldBeLostWhenManyThreadsCountDuringScrapes() {
        IntStream.range(0, MANY).parallel().forEach(i -> {
            tally.decided(ProtocolState.RCPT, Reason.USER_OWNS_SENDER, 1_000);
            if (i % 1_000 == 0) {
                Exposition.text(tally);
            }
        });

        assertThat(Exposition.samples(tally))
                .contains("mailcloak_policy_duration_seconds_count{verdict=\"pass\"} " + MANY)
                .anyMatch(sample -> sample.contains("user_owns_sender") && sample.endsWith(" 100000.0"));
    }

    /** What a call allocates would show a hundred thousand times; what the JVM does beside it does not. */
    @Test
    void countingShouldAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        countMany();
        long before = threads.getCurrentThreadAllocatedBytes();

        countMany();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MANY);
    }

    private void countMany() {
        for (int i = 0; i < MANY; i++) {
            tally.decided(ProtocolState.RCPT, Reason.USER_OWNS_SENDER, i);
            tally.lookedUp("alias", SocketmapReply.Kind.OK, i);
        }
    }
}
