package org.mailcloak.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.AddressReader;
import org.mailcloak.cli.logs.LoggedDecision;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = {
            "Decide as the server would, and show why: how the addresses are read, each source that is asked, its"
                    + " answer and the age of that, the rule that decides and the exact action. The sources are asked"
                    + " now, no cache is; if the server keeps all accounts in memory, it is asked how old they are. The"
                    + " exit code is 0 whatever the decision is.",
            "With --id it reads a decision back from the server's log, by the id in that line and, with"
                    + " policy.decision_ids, in the SMTP reply; shows what was logged, and decides the same question"
                    + " again.",
            "JSON: an array of one {sender, recipient: {given, read_as: [], understood}, login, method,"
                    + " client_address, asked: [{source, question, answer, age_seconds, took_ms}], reason, description,"
                    + " detail or null, verdict, action}; with a mirror also mirror: {trouble, serving, identities,"
                    + " age_seconds, missing}; with --id also logged: the fields of the line. Where log.addresses hides the addresses, logged is"
                    + " all.",
        },
        footer = {
            "",
            "Example:",
            "  mailcloakctl explain --sender sales@d1.test --recipient bob@d2.test --login alice",
            "  journalctl -u mailcloak -o cat | mailcloakctl explain --id 7QK2M9XD"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String NULL_SENDER = "<>";

    private final CommandContext session;

    @Option(names = "--sender", paramLabel = "ADDRESS", description = "The envelope sender, or <>.")
    private @Nullable String sender;

    @Option(names = "--recipient", paramLabel = "ADDRESS", description = "The envelope recipient.")
    private @Nullable String recipient;

    @Option(names = "--login", paramLabel = "LOGIN", description = "The name that the client logged in with.")
    private String login = "";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "The SASL mechanism of the login, such as plain or xoauth2; default with --login: plain.")
    private String method = "";

    @Option(names = "--client-address", paramLabel = "IP", description = "The client's IP address.")
    private String clientAddress = "";

    @Option(
            names = "--certificate",
            paramLabel = "FINGERPRINT",
            description = "The fingerprint of the public key of the client's certificate.")
    private String certificate = "";

    @Option(names = "--id", paramLabel = "ID", description = "The id of a decision, in place of all of these.")
    private @Nullable String id;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "With --id: the log, as text or JSON; default: standard input.")
    private @Nullable Path log;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OutputOption form = new OutputOption();

    ExplainCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (id != null) {
            refuseQuestionBesideId();
            LoggedDecision logged = logged(id);
            if (!logged.isWhole()) {
                session.output().list(form.form(), List.of(logged), this::print, row -> ExplainResult.json(logged));
                return ExitCode.DONE;
            }
            return explain(logged.question(), Optional.of(logged));
        }
        if (log != null) {
            throw misuse("--log needs --id");
        }
        return explain(question(), Optional.empty());
    }

    private int explain(PolicyQuery question, Optional<LoggedDecision> logged) {
        logged.filter(known -> form.form() == OutputFormat.TEXT).ifPresent(this::print);
        try (Installation installation = Installation.of(session)) {
            QueryTrace consultation = new QueryTrace();
            TracingMailStore store = new TracingMailStore(installation.store(), consultation);
            TracingIdentityProvider provider =
                    new TracingIdentityProvider(installation.providerId(), installation.provider(), consultation);
            Decision decision = new DecisionEngine(installation.rules(), store, provider).decide(question);
            ExplainResult explanation = new ExplainResult(
                    question,
                    reading(installation, question.sender()),
                    reading(installation, question.recipient()),
                    consultation.asked(),
                    installation.mirror(),
                    decision,
                    logged);
            session.output()
                    .list(form.form(), List.of(explanation), row -> row.print(session.output()), ExplainResult::json);
        }
        return ExitCode.DONE;
    }

    private void print(LoggedDecision logged) {
        logged.fields().forEach((name, value) -> session.output().line("logged", name, value));
    }

    private LoggedDecision logged(String wanted) {
        if (log == null && session.surroundings().prompt().isPresent()) {
            throw misuse("--id needs the log: give --log FILE, or the log on standard input, such as"
                    + " journalctl -u mailcloak -o cat | mailcloakctl explain --id " + wanted);
        }
        String source = log == null ? "standard input" : log.toString();
        try (InputStream in = log == null ? session.surroundings().in() : Files.newInputStream(log);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return LoggedDecision.find(lines, wanted)
                    .orElseThrow(() -> CommandException.refused(
                            "no decision with the id " + wanted + " in " + source + "; older logs may have it"));
        } catch (IOException e) {
            throw CommandException.refused("the log cannot be read: " + source + ": " + e);
        }
    }

    private void refuseQuestionBesideId() {
        String given = login + method + clientAddress + certificate;
        if (sender != null || recipient != null || !given.isEmpty()) {
            throw misuse("--id stands alone: the log has sender, recipient, login, method, client and certificate");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }

    private PolicyQuery question() {
        if (sender == null || recipient == null) {
            throw misuse(
                    sender == null && recipient == null
                            ? "Missing required options: '--sender=ADDRESS', '--recipient=ADDRESS' (or '--id=ID')"
                            : "Missing required option: "
                                    + (sender == null ? "'--sender=ADDRESS'" : "'--recipient=ADDRESS'"));
        }
        String mechanism = method.isEmpty() && !login.isEmpty() ? "plain" : method;
        return new PolicyQuery(
                ProtocolState.RCPT,
                sender.equals(NULL_SENDER) ? "" : sender,
                recipient,
                mechanism,
                login,
                clientAddress,
                certificate);
    }

    private static AddressReading reading(Installation installation, String text) {
        AddressReader reader = new AddressReader(installation.rules().recipientDelimiter());
        return AddressReading.of(text, reader, installation.rules().localDomains(installation.store()));
    }
}
