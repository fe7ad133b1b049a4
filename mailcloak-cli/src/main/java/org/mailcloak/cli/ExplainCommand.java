package org.mailcloak.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mailcloak.address.AddressReader;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.Question;
import org.mailcloak.decision.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Decide as the server would, and show why: how the addresses are read, each source that is asked, its"
                    + " answer and the age of that, the rule that decides and the exact action. The sources are asked"
                    + " now, no cache is; if the server keeps all identities in memory, it is asked how old they are. The"
                    + " exit code is 0 whatever the decision is.",
            "JSON: an array of one {sender, recipient: {given, read_as: [], understood}, login, method,"
                    + " client_address, asked: [{source, question, answer, age_seconds, took_ms}], reason, description,"
                    + " detail or null, verdict, action}; with a mirror also mirror: {trouble, serving, identities,"
                    + " age_seconds, missing}.",
        },
        footer = {"", "Example:", "  mailcloakctl explain --sender sales@d1.test --recipient bob@d2.test --login alice"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String NULL_SENDER = "<>";

    private final Session session;

    @Option(names = "--sender", required = true, paramLabel = "ADDRESS", description = "The envelope sender, or <>.")
    private String sender = "";

    @Option(names = "--recipient", required = true, paramLabel = "ADDRESS", description = "The envelope recipient.")
    private String recipient = "";

    @Option(names = "--login", paramLabel = "LOGIN", description = "The name that the client logged in with.")
    private String login = "";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "The SASL mechanism of the login, such as plain or xoauth2; default with --login: plain.")
    private String method = "";

    @Option(names = "--client-address", paramLabel = "IP", description = "The client's IP address.")
    private String clientAddress = "";

    @Mixin
    private OutputOption form = new OutputOption();

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Installation installation = Installation.of(session)) {
            Question question = question();
            Consultation consultation = new Consultation();
            RecordingMailStore store = new RecordingMailStore(installation.store(), consultation);
            RecordingIdentityProvider provider =
                    new RecordingIdentityProvider(installation.providerId(), installation.provider(), consultation);
            Decision decision = new DecisionEngine(installation.rules(), store, provider).decide(question);
            Explanation explanation = new Explanation(
                    question,
                    reading(installation, question.sender()),
                    reading(installation, question.recipient()),
                    consultation.asked(),
                    installation.mirror(),
                    decision);
            session.output()
                    .list(form.form(), List.of(explanation), row -> row.print(session.output()), Explanation::json);
        }
        return ExitCode.DONE;
    }

    private Question question() {
        String mechanism = method.isEmpty() && !login.isEmpty() ? "plain" : method;
        return new Question(
                Stage.RCPT, sender.equals(NULL_SENDER) ? "" : sender, recipient, mechanism, login, clientAddress);
    }

    private static Reading reading(Installation installation, String text) {
        AddressReader reader = new AddressReader(installation.rules().recipientDelimiter());
        return Reading.of(text, reader, installation.rules().localDomains(installation.store()));
    }
}
