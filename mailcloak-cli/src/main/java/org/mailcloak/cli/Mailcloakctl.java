package org.mailcloak.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mailcloak.cli.mailserver.MailServerException;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The administration command {@code mailcloakctl}. */
@Command(
        name = "mailcloakctl",
        description =
                "Administers Mailcloak: domains, aliases, applications, local users and groups, and why a mail is refused.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 done but for what was named.",
            "",
            "Example:",
            "  mailcloakctl --db /var/lib/mailcloak/state.db domains list",
            "  mailcloakctl help domains add"
        })
public final class Mailcloakctl {

    static final int HELP_WIDTH = 100;

    /** What the Java launcher puts for bytes that the locale cannot read. */
    private static final char UNREADABLE = '\ufffd';

    private static final OptionSpec VERSION = OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version.")
            .build();
    private static final OptionSpec HELP = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("Show the help of this command.")
            .build();

    private Mailcloakctl() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, CommandEnvironment.ofProcess()));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, CommandEnvironment surroundings) {
        GlobalOptions options = new GlobalOptions();
        int exitCode = execute(args, new CommandContext(surroundings, options), options);
        surroundings.err().flush();
        // A program that reads the output must not take half of it for all.
        if (surroundings.out().checkError()) {
            surroundings.err().print("mailcloakctl: standard output cannot be written\n");
            surroundings.err().flush();
            return ExitCode.REFUSED;
        }
        return exitCode;
    }

    private static int execute(String[] args, CommandContext session, GlobalOptions options) {
        if (Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNREADABLE) >= 0)) {
            return complain(
                    session,
                    ExitCode.USAGE,
                    "an argument holds characters that this locale cannot read; set LC_ALL=C.UTF-8");
        }
        return commandLine(session, options).execute(args);
    }

    static CommandLine commandLine(CommandContext session, GlobalOptions options) {
        CommandLine root = new CommandLine(new Mailcloakctl());
        root.addMixin("global", options);
        root.getCommandSpec()
                .version("mailcloakctl " + version())
                .addOption(VERSION)
                .addOption(HELP);
        root.addSubcommand(new InitCommand(session));
        root.addSubcommand(new DomainsCommand(session));
        root.addSubcommand(new CommandLine(new AliasesCommand(session)).addSubcommand(new RebindCommand(session)));
        root.addSubcommand(new AppsCommand(session));
        root.addSubcommand(new UsersCommand(session));
        root.addSubcommand(new CommandLine(new GroupsCommand(session)).addSubcommand(new GroupMembersCommand(session)));
        root.addSubcommand(new CertificatesCommand(session));
        root.addSubcommand(new ExplainCommand(session));
        root.addSubcommand(new MapCommand(session));
        root.addSubcommand(new ConfigCommand(session));
        root.addSubcommand(new IdpCommand(session));
        root.addSubcommand(new StatusCommand(session));
        root.addSubcommand(new PostfixCommand(session));
        root.addSubcommand(new DovecotCommand(session));
        root.addSubcommand(new ExportCommand(session));
        root.addSubcommand(new ImportCommand(session));
        root.addSubcommand(new CompletionCommand(session));
        root.addSubcommand(new HelpCommand());
        OutputOption.addToGroups(root);
        return configure(root, session);
    }

    private static CommandLine configure(CommandLine root, CommandContext session) {
        // An argument @name is an argument, and no file is opened for it.
        return root.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(writer(session.surroundings().out()))
                .setErr(writer(session.surroundings().err()))
                .setParameterExceptionHandler((e, args) -> misused(session, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(session, e));
    }

    private static int misused(CommandContext session, ParameterException e) {
        complain(session, ExitCode.USAGE, UsageErrors.describe(e));
        String path = e.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^mailcloakctl", "");
        session.surroundings().err().print("See: mailcloakctl help" + path + "\n");
        if (UsageErrors.isCommandMissing(e)) {
            session.surroundings().err().print("\n" + e.getCommandLine().getUsageMessage());
        }
        return ExitCode.USAGE;
    }

    private static int failed(CommandContext session, Exception e) {
        if (session.verbose()) {
            e.printStackTrace(session.surroundings().err());
        }
        if (e instanceof CommandException refused) {
            return complain(session, refused.exitCode(), String.valueOf(e.getMessage()));
        }
        if (e instanceof ConfigurationException configuration) {
            return complain(session, ExitCode.REFUSED, CommandContext.describe(configuration));
        }
        boolean clear = e instanceof StoreException
                || e instanceof PluginException
                || e instanceof ProviderConfigException
                || e instanceof MailServerException;
        return complain(session, ExitCode.REFUSED, clear ? String.valueOf(e.getMessage()) : "failed: " + e);
    }

    private static int complain(CommandContext session, int exitCode, String message) {
        PrintStream err = session.surroundings().err();
        message.lines().forEach(line -> err.print("mailcloakctl: " + TerminalEscaper.of(line) + "\n"));
        return exitCode;
    }

    private static String version() {
        return Optional.ofNullable(Mailcloakctl.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
