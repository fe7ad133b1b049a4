package org.mailcloak.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.config.LogSection;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.store.sqlite.PasswordHash;

/**
 * Starts the bundled server on the embedded default in a temporary folder, asks it what Postfix would, and shows each
 * request with its answer and the rule that decided. Exit code 1 if an answer is not the expected one.
 */
public final class Demo {

    private static final String LINE = "%2s  %-32s %-44s %-20s %s%n";

    private Demo() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        Logging.configure(new LogSection(LogSection.Level.WARN, LogSection.Addresses.FULL, LogSection.Format.TEXT));
        Path folder = Files.createTempDirectory("mailcloak-demo");
        boolean good;
        try {
            good = run(folder, System.out);
        } finally {
            delete(folder);
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(Path folder, PrintStream out)
            throws IOException, InterruptedException, ProtocolException {
        DemoData.write(folder.resolve("state.db"), PasswordHash.argon2id("demo only, nobody logs in"));
        List<Answer> answers = new ArrayList<>();
        int exitCode;
        try (DemoServerProcess server = DemoServerProcess.start(folder)) {
            server.awaitReady();
            try (Client client = new Client(folder.resolve("policy.sock"), folder.resolve("socketmap.sock"))) {
                for (DemoRequest request : DemoRequest.ALL) {
                    answers.add(new Answer(request, client.ask(request)));
                }
            }
            exitCode = server.stop();
            print(answers, server.reasons().iterator(), out);
        }
        long wrong = answers.stream().filter(answer -> !answer.isExpected()).count();
        out.printf(
                "%n%d requests over Unix domain sockets, %d not answered as expected; the server ended with %d%n",
                answers.size(), wrong, exitCode);
        return wrong == 0 && exitCode == 0;
    }

    private static void print(List<Answer> answers, Iterator<String> reasons, PrintStream out) {
        out.printf(LINE, "", "what happens", "request", "deciding rule", "answer");
        int number = 0;
        for (Answer answer : answers) {
            number++;
            Optional<String> reason =
                    answer.request().isPolicy() && reasons.hasNext() ? Optional.of(reasons.next()) : Optional.empty();
            out.printf(
                    LINE,
                    number,
                    answer.request().story(),
                    answer.request().request(),
                    reason.orElse("map alias"),
                    answer.text());
            if (!answer.isExpected()) {
                out.printf("    WRONG: expected %s%n", answer.request().expected());
            }
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Answer(DemoRequest request, String text) {
        boolean isExpected() {
            return text.equals(request.expected());
        }
    }
}
