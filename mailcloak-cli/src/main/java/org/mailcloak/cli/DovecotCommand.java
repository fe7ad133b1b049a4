package org.mailcloak.cli;

import java.nio.file.Path;
import org.mailcloak.cli.dovecot.DeliveryRules;
import org.mailcloak.cli.dovecot.DovecotCheck;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dovecot",
        description = "The Dovecot beside Mailcloak.",
        footer = {"", "Example:", "  mailcloakctl dovecot check"})
final class DovecotCommand {

    private final CommandContext session;

    DovecotCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "Look at Dovecot's configuration, as doveconf shows it: unchecked logins, mailboxes of no account,"
                        + " accounts other than those that idp.provider names, an address delimiter other than Mailcloak's. Prints a line of severity, place, finding and remedy for"
                        + " each mistake, the worst first; nothing if there is none. The exit code is 1 if logins or mail are"
                        + " harmed. Run it as root: it reads the files of the passdbs too.",
                "JSON: an array of {severity, place, finding, remedy}.",
            },
            footer = {"", "Example:", "  mailcloakctl dovecot check --config-file /etc/dovecot/dovecot.conf"})
    int check(
            @Option(
                            names = "--config-file",
                            paramLabel = "FILE",
                            defaultValue = "/etc/dovecot/dovecot.conf",
                            description = "Dovecot's main configuration file; default: ${DEFAULT-VALUE}.")
                    Path file,
            @Mixin OutputOption form) {
        // The provider's own settings do not matter here.
        Configuration configuration = session.configOfDatabase()
                .map(path -> ConfigurationReader.read(path).finish())
                .or(session::embedded)
                .orElseThrow(() -> CommandException.usage(
                        "no configuration named: its recipient_delimiter is compared with Dovecot's; give --config PATH,"
                                + " or --db with the database of a server that runs without one"));
        return FindingView.print(session, form.form(), DovecotCheck.run(file, DeliveryRules.of(configuration)));
    }
}
