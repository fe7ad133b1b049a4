package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.MailDomain;
import org.mailcloak.cli.postfix.MailcloakSite;
import org.mailcloak.cli.postfix.PostfixCheck;
import org.mailcloak.config.Configuration;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Verdict;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "postfix",
        description = "The Postfix that asks Mailcloak.",
        footer = {"", "Example:", "  mailcloakctl postfix check"})
final class PostfixCommand {

    private final CommandContext session;

    PostfixCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "Compare Postfix's configuration, as postconf shows it, with Mailcloak's. Prints a line of severity, place,"
                        + " finding and remedy for each mistake, the worst first: unchecked (mail passes that Mailcloak"
                        + " would refuse), stopped (mail is refused, waits or goes astray), warning. Nothing is printed if"
                        + " there is none. The exit code is 1 if mail is harmed. Run it as root: it looks at folders and"
                        + " sockets too.",
                "JSON: an array of {severity, place, finding, remedy}.",
            },
            footer = {"", "Example:", "  mailcloakctl postfix check --config-directory /etc/postfix"})
    int check(
            @Option(
                            names = "--config-directory",
                            paramLabel = "DIR",
                            defaultValue = "/etc/postfix",
                            description = "Postfix's configuration directory; default: ${DEFAULT-VALUE}.")
                    Path folder,
            @Mixin OutputOption form) {
        try (Installation installation = Installation.of(session)) {
            Configuration configuration = installation
                    .configuration()
                    .or(session::embedded)
                    .orElseThrow(() -> CommandException.usage(
                            "no configuration named: its sockets are compared with Postfix's; give --config PATH,"
                                    + " or --db with the database of a server that runs without one"));
            return FindingView.print(session, form.form(), PostfixCheck.run(folder, site(configuration, installation)));
        }
    }

    private MailcloakSite site(Configuration configuration, Installation installation) {
        return new MailcloakSite(
                configuration.sockets().policy(),
                configuration.sockets().socketmap(),
                configuration.sockets().tcpTables(),
                configuration.policy().recipientDelimiter(),
                installation.rules().localDomains(installation.store()).origin().map(MailDomain::toString),
                domains(configuration),
                session.database(),
                configuration.policy().groupMemberLimit(),
                address -> verdict(installation, address));
    }

    private List<String> domains(Configuration configuration) {
        try (SqliteMailStore store = session.open()) {
            Optional<String> extra = configuration.policy().domain().map(MailDomain::toString);
            return Stream.concat(
                            store.domains().list().stream()
                                    .filter(LocalDomain::enabled)
                                    .map(LocalDomain::name),
                            extra.stream())
                    .distinct()
                    .toList();
        }
    }

    /** On a bounce, which any site may send. */
    private static Verdict verdict(Installation installation, String recipient) {
        return new DecisionEngine(installation.rules(), installation.store(), installation.provider())
                .decide(new PolicyQuery(ProtocolState.RCPT, "", recipient, "", "", ""))
                .verdict();
    }
}
