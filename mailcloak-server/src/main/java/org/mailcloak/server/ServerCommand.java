package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.LogSection;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.server.listen.ListenException;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the server. */
@Command(
        name = "mailcloak-server",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Answers Postfix: who may send as which address, and which recipients exist.",
        description = {
            "",
            "Without a configuration file the embedded default runs: the local provider,",
            "database and sockets in one folder.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 stopped in order, or --check found nothing wrong; 1 cannot start;",
            "2 wrong usage; 78 the configuration cannot be used (all problems are listed).",
            "",
            "Example: java -jar mailcloak-server.jar /etc/mailcloak/config.yaml"
        })
final class ServerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

    private static final int CANNOT_START = 1;

    /** EX_CONFIG of sysexits.h. */
    private static final int BAD_CONFIGURATION = 78;

    @Parameters(index = "0", arity = "0..1", paramLabel = "config.yaml", description = "The configuration file.")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "mailcloak-data",
            description = "Folder of the embedded default. It is made if it is missing. Default: ./${DEFAULT-VALUE}")
    private Path data = Path.of("mailcloak-data");

    @Option(
            names = "--check",
            description = "Check the configuration, the database and the provider, then stop. Changes nothing.")
    private boolean check;

    @Option(names = "--print-main-cf", description = "Print the lines for Postfix's main.cf, then go on.")
    private boolean printMainCf;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = requireNonNull(spec).commandLine().getErr();
        Logging.configure(LogSection.DEFAULTS);
        try (Setup setup = open()) {
            PrintWriter out = requireNonNull(spec).commandLine().getOut();
            if (printMainCf) {
                PostfixLines.of(setup.configuration()).forEach(out::println);
            }
            return check ? check(setup, out) : serve(setup, err);
        } catch (ConfigurationException problems) {
            int count = problems.problems().size();
            err.println(problems.getMessage());
            err.println("The configuration cannot be used: " + count + (count == 1 ? " problem" : " problems"));
            return BAD_CONFIGURATION;
        } catch (ProviderConfigException | PluginException problem) {
            err.println("mailcloak-server: " + problem.getMessage());
            return BAD_CONFIGURATION;
        } catch (StoreException | ListenException problem) {
            err.println("mailcloak-server: " + problem.getMessage());
            return CANNOT_START;
        }
    }

    private static int check(Setup setup, PrintWriter out) {
        // An operator may well check as root what another user will run.
        RunningUser.refusal(setup.configuration().daemonUser(), RunningUser.name())
                .ifPresent(problem -> out.println("warning: a start as this user would be refused: " + problem));
        return setup.check(out) ? 0 : CANNOT_START;
    }

    private static int serve(Setup setup, PrintWriter err) throws InterruptedException {
        Optional<String> wanted = setup.configuration().daemonUser();
        Optional<String> refusal = RunningUser.refusal(wanted, RunningUser.name());
        if (refusal.isPresent()) {
            err.println("mailcloak-server: " + refusal.get());
            return BAD_CONFIGURATION;
        }
        RunningUser.warning(wanted, RunningUser.name()).ifPresent(LOG::warn);
        setup.makeEmbedded();
        Daemon.run(setup);
        return 0;
    }

    private Setup open() {
        if (file != null) {
            return Setup.of(file);
        }
        try {
            return Setup.embedded(Configuration.embedded(data));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(requireNonNull(spec).commandLine(), "--data: " + unusable.getMessage());
        }
    }
}
