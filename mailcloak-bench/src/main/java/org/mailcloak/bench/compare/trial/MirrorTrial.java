package org.mailcloak.bench.compare.trial;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;
import org.slf4j.LoggerFactory;

/** All accounts in memory: what they take, how long reading them takes beside the provider, and look-ups. */
record MirrorTrial() implements Trial {

    private static final int PEOPLE = 100_000;
    private static final int LEFT = PEOPLE / 10;

    /** A power of two. */
    private static final int QUESTIONS = 1 << 16;

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public String description() {
        return PEOPLE + " accounts in memory: bytes, reading, look-ups, a list of " + LEFT + " of them";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        ((Logger) LoggerFactory.getLogger("org.mailcloak")).setLevel(Level.WARN);
        ManyPeople people = new ManyPeople(PEOPLE);
        long before = used();
        Mirror mirror = newMirror(people);
        // More than once, so that the code is compiled.
        readAll(mirror, 5);
        long heap = used() - before;
        report.figure("mirror: heap per account", "", "%.0f bytes", (double) heap / PEOPLE);
        report.figure(
                "mirror: of these, counted",
                "",
                "%.0f bytes",
                (double) mirror.statistics().bytes() / PEOPLE);
        report.figure("mirror: to read " + PEOPLE, "", "%.0f ms", readAll(newMirror(people), 1));
        report.figure("mirror: to read and reconcile", "", "%.0f ms", readAll(mirror, 5));
        lookUps(mirror, pace.round(), report);
        refuse(people, report);
    }

    private static Mirror newMirror(ManyPeople people) {
        return new Mirror(
                people, new MirrorSettings(Duration.ofMinutes(5), Duration.ofDays(1)), Runnable::run, System::nanoTime);
    }

    /** The median of so many scans, in milliseconds. */
    private static double readAll(Mirror mirror, int times) {
        double[] took = new double[times];
        for (int i = 0; i < times; i++) {
            mirror.believeNextScan();
            long begun = System.nanoTime();
            mirror.tick();
            took[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(took);
        return took[times / 2];
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void lookUps(Mirror mirror, Duration time, Report report) {
        Random random = new Random(7);
        int[] anybody = random.ints(QUESTIONS, 0, PEOPLE).toArray();
        int[] few = random.ints(QUESTIONS, 0, 500).toArray();
        rate(report, "any login", time, anybody, i -> mirror.findByLogin(ManyPeople.login(i)));
        rate(report, "any address", time, anybody, i -> mirror.findByAddress(ManyPeople.address(i)));
        rate(report, "the same 500 addresses", time, few, i -> mirror.findByAddress(ManyPeople.address(i)));
        rate(report, "no account's address", time, anybody, i -> mirror.findByAddress(ManyPeople.address(i + PEOPLE)));
    }

    /** With one thread, the text of the question made anew each time. */
    private static void rate(
            Report report, String what, Duration time, int[] questions, IntFunction<Optional<LookupResult>> lookUp) {
        double rate = 0;
        for (int round = 0; round < 2; round++) {
            long asked = 0;
            long answered = 0;
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < time.toNanos()) {
                for (int i = 0; i < 1_000; i++) {
                    Optional<LookupResult> answer = lookUp.apply(questions[(int) (asked & (QUESTIONS - 1))]);
                    answered += answer.isPresent() ? 1 : 0;
                    asked++;
                }
            }
            if (answered != asked) {
                throw new IllegalStateException(asked - answered + " of " + asked + " look-ups were not answered");
            }
            rate = asked / ((System.nanoTime() - begun) / 1e9);
        }
        report.figure("mirror: look-ups a second, " + what, "", "%.0f", rate);
    }

    private static void refuse(ManyPeople people, Report report) {
        Mirror guarded = newMirror(people);
        guarded.tick();
        people.tellOnly(LEFT);
        guarded.everythingMayHaveChanged();
        long begun = System.nanoTime();
        while (guarded.statistics().refused() == 0) {
            guarded.tick();
            if (System.nanoTime() - begun > Duration.ofMinutes(1).toNanos()) {
                throw new IllegalStateException("The list of a tenth was not refused");
            }
            Thread.onSpinWait();
        }
        long refused = 0;
        for (int i = 0; i < PEOPLE; i++) {
            refused += guarded.findByAddress(ManyPeople.address(i))
                            .filter(LookupResult.NotFound.class::isInstance)
                            .isPresent()
                    ? 1
                    : 0;
        }
        report.figure("mirror: after a list of " + LEFT + ", not served and not asked for", "0", "%d", refused);
        report.figure(
                "mirror: reported as missing",
                "90000",
                "%d",
                guarded.statistics().missing());
    }
}
