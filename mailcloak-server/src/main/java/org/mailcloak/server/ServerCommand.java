package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.EmbeddedConfiguration;
import org.mailcloak.config.LogSection;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.server.posix.PosixUser;
import org.mailcloak.server.posix.PrivilegeException;
import org.mailcloak.server.transport.ListenException;
import org.mailcloak.server.transport.SocketExamination;
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
        abbreviateSynopsis = true,
        header = "Answers Postfix: who may send as which address, and which recipients exist.",
        description = {
            "",
            "Without a configuration file it reads /etc/mailcloak/config.yaml, as mailcloakctl does. If that does not"
                    + " exist, or with --data, the embedded default runs: the local provider, database and sockets in"
                    + " one folder.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 stopped in order, or --check found nothing wrong; 1 cannot start;",
            "2 wrong usage; 78 the configuration cannot be used (all problems are listed).",
            "Started as root with daemon.user set, it becomes that user once its sockets are open.",
            "",
            "Example: ${COMMAND-NAME} /etc/mailcloak/config.yaml"
        })
final class ServerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

    private static final int CANNOT_START = 1;

    private static final Path DEFAULT_CONFIG = Path.of("/etc/mailcloak/config.yaml");

    private static final Path EMBEDDED_DATA = Path.of("mailcloak-data");

    private final Path defaultConfig;

    /** EX_CONFIG of sysexits.h. */
    private static final int BAD_CONFIGURATION = 78;

    @Parameters(index = "0", arity = "0..1", paramLabel = "config.yaml", description = "The configuration file.")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the embedded default. It is made if it is missing. Default: ./mailcloak-data")
    private @Nullable Path data;

    @Option(
            names = "--check",
            description = "Check the configuration, the database and the provider, then stop. Changes nothing.")
    private boolean check;

    @Option(names = "--print-main-cf", description = "Print the lines for Postfix's main.cf, then go on.")
    private boolean printMainCf;

    @Spec
    private @Nullable CommandSpec spec;

    ServerCommand() {
        this(DEFAULT_CONFIG);
    }

    /** @param defaultConfig is read if it exists and the command line names nothing */
    ServerCommand(Path defaultConfig) {
        this.defaultConfig = defaultConfig;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = requireNonNull(spec).commandLine().getErr();
        Logging.configure(LogSection.DEFAULTS);
        try {
            StartupConfiguration plan = plan();
            Logging.configure(plan.log());
            return check ? check(plan) : serve(plan);
        } catch (ConfigurationException problems) {
            int count = problems.problems().size();
            return refuse(
                    err,
                    BAD_CONFIGURATION,
                    String.valueOf(problems.getMessage()),
                    "The configuration cannot be used: " + count + (count == 1 ? " problem" : " problems"));
        } catch (ProviderConfigException | PluginException | PrivilegeException problem) {
            return refuse(err, BAD_CONFIGURATION, "mailcloak-server: " + problem.getMessage());
        } catch (StoreException | ListenException problem) {
            return refuse(err, CANNOT_START, "mailcloak-server: " + problem.getMessage());
        }
    }

    /** After what the log has to say about it. */
    private static int refuse(PrintWriter err, int exitCode, String... lines) {
        Logging.close();
        PatientPrint.lines(err, List.of(lines));
        return exitCode;
    }

    /** As the user that would serve: root could read what that user cannot, and would leave files of its own. */
    private int check(StartupConfiguration plan) {
        Optional<PosixUser> user = PosixUser.toBecome(plan.daemonUser());
        Map<String, SocketExamination> sockets = plan.sockets()
                .filter(settings -> !plan.isFolderMissing())
                .map(settings -> Listeners.examine(settings, user))
                .orElse(Map.of());
        user.ifPresent(PosixUser::become);
        try (ServerAssembly setup = plan.complete()) {
            tell(setup.configuration());
            user.ifPresent(account -> plan.requireReach(setup.configuration(), account));
            return setup.check(requireNonNull(spec).commandLine().getOut(), sockets) ? 0 : CANNOT_START;
        }
    }

    private int serve(StartupConfiguration plan) throws InterruptedException {
        // Java would print it, and wait without end if the reader of standard error hangs.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, defect) -> LOG.error("Thread {} ended by a defect", thread.getName(), defect));
        DaemonUserCheck.warning(plan.daemonUser(), DaemonUserCheck.name()).ifPresent(LOG::warn);
        Daemon.run(plan, PosixUser.toBecome(plan.daemonUser()), this::tell);
        return 0;
    }

    private void tell(Configuration configuration) {
        if (printMainCf) {
            PrintWriter out = requireNonNull(spec).commandLine().getOut();
            List<String> lines = MainCfSnippet.of(configuration, QueueDirectory.ofThisMachine());
            if (check) {
                lines.forEach(out::println);
            } else if (!PatientPrint.lines(out, lines)) {
                LOG.warn("The lines for main.cf were not printed: the reader of standard output takes nothing");
            }
        }
    }

    private StartupConfiguration plan() {
        if (file != null) {
            return StartupConfiguration.of(file);
        }
        if (data == null && !Files.notExists(defaultConfig)) {
            LOG.info("No configuration file is named: {} is read", defaultConfig);
            return StartupConfiguration.of(defaultConfig);
        }
        Path folder = data == null ? EMBEDDED_DATA : data;
        LOG.info("No configuration file: the embedded default runs, in {}", folder.toAbsolutePath());
        try {
            return StartupConfiguration.embedded(EmbeddedConfiguration.in(folder));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(requireNonNull(spec).commandLine(), "--data: " + unusable.getMessage());
        }
    }
}
