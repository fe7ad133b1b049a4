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
import org.mailcloak.server.posix.Account;
import org.mailcloak.server.posix.PrivilegeException;
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
            "Started as root with daemon.user set, it becomes that user once its sockets are open.",
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
        try {
            Plan plan = plan();
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
        for (String line : lines) {
            err.println(line);
        }
        return exitCode;
    }

    /** As the user that would serve: root could read what that user cannot, and would leave files of its own. */
    private int check(Plan plan) {
        Optional<Account> user = Account.toBecome(plan.daemonUser());
        user.ifPresent(Account::become);
        try (Setup setup = plan.complete()) {
            tell(setup.configuration());
            user.ifPresent(account -> plan.requireReach(setup.configuration(), account));
            return setup.check(requireNonNull(spec).commandLine().getOut()) ? 0 : CANNOT_START;
        }
    }

    private int serve(Plan plan) throws InterruptedException {
        RunningUser.warning(plan.daemonUser(), RunningUser.name()).ifPresent(LOG::warn);
        Daemon.run(plan, Account.toBecome(plan.daemonUser()), this::tell);
        return 0;
    }

    private void tell(Configuration configuration) {
        if (printMainCf) {
            PrintWriter out = requireNonNull(spec).commandLine().getOut();
            PostfixLines.of(configuration).forEach(out::println);
        }
    }

    private Plan plan() {
        if (file != null) {
            return Plan.of(file);
        }
        try {
            return Plan.embedded(Configuration.embedded(data));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(requireNonNull(spec).commandLine(), "--data: " + unusable.getMessage());
        }
    }
}
