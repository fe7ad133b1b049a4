package org.mailcloak.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.administration.AddressExamination;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.store.EditableMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "idp",
        description = "The identity provider.",
        footer = {"", "Example:", "  mailcloakctl --config config.yaml idp check --user alice"})
final class IdpCommand {

    /** For aliases and domains, each; each of them asks the provider a few times. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandContext session;

    IdpCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "Ask the identity provider of the configuration for everything that the server needs: whether it is"
                        + " reached, whether its credentials and permissions are right, what it reports of a user, and"
                        + " where the aliases lead, and which domains lack postmaster or abuse."
                        + " A line status<TAB>subject<TAB>finding<TAB>time for each, with <TAB>-> and what to do about it"
                        + " where something is to be done."
                        + " The exit code is 1 if something is missing.",
                "JSON: an array of {subject, status: ok|warning|failed|skipped, finding, remedy or null, took_ms or"
                        + " null}.",
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl --config config.yaml idp check --user alice --address alice@d1.test"
            })
    int check(
            @Option(names = "--user", paramLabel = "LOGIN", description = "A login name that should be found.")
                    @Nullable
                    String user,
            @Option(names = "--address", paramLabel = "ADDRESS", description = "An address that should have an owner.")
                    @Nullable
                    String address,
            @Mixin OutputOption form) {
        DiagnosticsRequest wanted = new DiagnosticsRequest(
                Optional.ofNullable(user), Optional.ofNullable(address).map(IdpCommand::parse));
        try (Installation installation = Installation.of(session)) {
            List<Diagnosis> diagnoses = new ArrayList<>(
                    LookupDiagnostics.unlessOwn(installation.provider()).diagnose(wanted));
            if (installation.store() instanceof EditableMailStore store) {
                diagnoses.addAll(AddressExamination.examine(
                        installation.rules(), store, installation.provider(), PATIENCE, System::nanoTime));
            }
            session.output()
                    .list(
                            form.form(),
                            diagnoses,
                            diagnosis -> DiagnosisView.print(diagnosis, session.output()),
                            DiagnosisView::json);
            return diagnoses.stream().anyMatch(diagnosis -> diagnosis.status() == Diagnosis.Status.FAILED)
                    ? ExitCode.REFUSED
                    : ExitCode.DONE;
        }
    }

    private static EmailAddress parse(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> CommandException.usage("--address: expected an address, found " + text));
    }
}
