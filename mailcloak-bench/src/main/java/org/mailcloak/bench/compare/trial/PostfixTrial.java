package org.mailcloak.bench.compare.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkPostfix;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.harness.Program;
import org.mailcloak.bench.compare.harness.ReferenceServer;
import org.mailcloak.bench.compare.harness.Target;
import org.mailcloak.bench.compare.result.Candidate;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Measurement;
import org.mailcloak.bench.compare.result.Report;

/**
 * Messages through a real Postfix that throws them away, without a policy service, with the reference as one and with
 * Mailcloak. Needs Postfix, and root.
 *
 * @param options of smtp-source beside the usual ones
 */
record PostfixTrial(String name, List<String> options) implements Trial {

    private static final int MESSAGES = 2_000;
    private static final int SESSIONS = 20;

    PostfixTrial {
        options = List.copyOf(options);
    }

    @Override
    public String description() {
        return "messages a second through a real Postfix, "
                + (options.isEmpty() ? "one in a session" : "many in a session") + " (as root)";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkServer server = stage.server();
        ReferenceServer reference = stage.reference();
        try (BenchmarkPostfix postfix = new BenchmarkPostfix(stage.workshop())) {
            int none = postfix.addPort("");
            int withReference = postfix.addPort(policy(reference));
            int withMailcloak = postfix.addPort(policy(server));
            postfix.start();
            Comparison comparison = new Comparison(
                    name,
                    "messages/s >= 0.9",
                    contender("no policy service", postfix, none),
                    List.of(
                            contender("reference", postfix, withReference),
                            contender("mailcloak", postfix, withMailcloak)));
            report.add(comparison.run(pace, report));
        }
    }

    private static String policy(Target target) {
        String address = target.address(BenchmarkProtocol.POLICY);
        try {
            // Postfix's smtpd is another user.
            Files.setPosixFilePermissions(
                    Path.of(address.substring("unix:".length())), PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "check_policy_service " + address;
    }

    private Candidate contender(String who, BenchmarkPostfix postfix, int port) {
        return new Candidate(who, time -> Measurement.ofRate(send(postfix, port, time)));
    }

    /** Two thousand messages again and again until the time is over. Only the sending counts, not the throwing away. */
    private double send(BenchmarkPostfix postfix, int port, Duration time) {
        List<String> line = new ArrayList<>(List.of("smtp-source", "-s", Integer.toString(SESSIONS)));
        line.addAll(List.of("-m", Integer.toString(MESSAGES), "-f", "sender@example.net", "-t", "alice@d1.test"));
        line.addAll(options);
        line.add("inet:127.0.0.1:" + port);
        Duration sending = Duration.ZERO;
        int messages = 0;
        while (sending.compareTo(time) < 0) {
            long begin = System.nanoTime();
            Program.run(postfix.folder(), line);
            sending = sending.plusNanos(System.nanoTime() - begin);
            messages += MESSAGES;
            postfix.awaitEmptyQueue();
        }
        postfix.checkLog();
        return messages * 1e9 / sending.toNanos();
    }
}
