package org.mailcloak.server;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.server.transport.ListenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the service runs. A configuration with a mistake changes nothing. What is read may
 * hang (a file on a server that is gone, a provider that connects), so reloads read side by side, a few at a time, and go
 * over to what they have read one at a time: one that is over later than a younger one changes nothing. Safe for use by
 * many threads.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private static final String UNCHANGED = "Not reloaded, and nothing is changed";

    /** So many may read at once; further ones are refused until one of them is over. */
    private static final int AT_ONCE = 4;

    private final StartupConfiguration plan;
    private final Supplier<Optional<ServerAssembly>> reading;
    private final Service service;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicLong turns = new AtomicLong();
    private long lastTurn;
    private ServerAssembly running;

    /** @param running what the service was started with; this closes it when another takes its place */
    Reload(StartupConfiguration plan, ServerAssembly running, Service service) {
        this(plan, () -> plan.again().map(StartupConfiguration::complete), running, service);
    }

    /** @param reading gives what the configuration is now; empty if there is no file. It may hang */
    Reload(
            StartupConfiguration plan,
            Supplier<Optional<ServerAssembly>> reading,
            ServerAssembly running,
            Service service) {
        this.plan = plan;
        this.reading = reading;
        this.running = running;
        this.service = service;
    }

    /** Never throws. */
    void run() {
        long turn = turns.incrementAndGet();
        if (!places.tryAcquire()) {
            LOG.error("{}: {} reloads before this one are not over; what they read hangs", UNCHANGED, AT_ONCE);
            return;
        }
        try {
            run(turn);
        } finally {
            places.release();
        }
    }

    private void run(long turn) {
        try {
            Optional<ServerAssembly> again = reading.get();
            if (again.isEmpty()) {
                LOG.info("{}: the service runs without a configuration file", UNCHANGED);
                return;
            }
            replaceBy(again.get(), turn);
        } catch (ConfigurationException mistakes) {
            for (Problem problem : mistakes.problems()) {
                LOG.error("{}: {}", mistakes.fileName(), problem);
            }
            plan.obstacle().ifPresent(LOG::error);
            LOG.error(
                    "{}: the configuration has mistakes: {}",
                    UNCHANGED,
                    mistakes.problems().size());
        } catch (ProviderConfigException | PluginException | ListenException problem) {
            LOG.error("{}: {}", UNCHANGED, problem.getMessage());
        } catch (RuntimeException | LinkageError defect) {
            LOG.error("{}: a defect in Mailcloak or in a plugin", UNCHANGED, defect);
        }
    }

    private void replaceBy(ServerAssembly fresh, long turn) {
        boolean done = false;
        while (!done) {
            Configuration before = service.configuration();
            Configuration next = RestartOnlySettings.keep(before, fresh.configuration());
            boolean sameProvider = next.idp().equals(before.idp());
            Optional<IdentityProvider> provider;
            try {
                provider = sameProvider ? Optional.empty() : Optional.of(fresh.openProvider(next));
            } catch (RuntimeException | LinkageError failure) {
                fresh.close();
                throw failure;
            }
            done = adopt(turn, fresh, before, next, provider);
        }
    }

    /**
     * Takes the setup and the provider over.
     *
     * @return false if another reload has changed the configuration meanwhile; then the setup is left to the caller
     */
    private synchronized boolean adopt(
            long turn,
            ServerAssembly fresh,
            Configuration before,
            Configuration next,
            Optional<IdentityProvider> provider) {
        boolean late = turn < lastTurn;
        if (late || !before.equals(service.configuration())) {
            provider.ifPresent(IdentityProvider::close);
            if (late) {
                LOG.warn("A reload was over after a younger one, and changes nothing");
                fresh.close();
            }
            return late;
        }
        lastTurn = turn;
        boolean inUse = false;
        try {
            service.adopt(next, provider);
            inUse = provider.isPresent();
            tell(before, fresh.configuration(), next, provider.isEmpty());
        } finally {
            if (inUse) {
                service.afterLastUse(running::close);
                running = fresh;
            } else {
                fresh.close();
            }
        }
        return true;
    }

    private static void tell(Configuration before, Configuration wanted, Configuration next, boolean sameProvider) {
        for (String key : RestartOnlySettings.changed(before, wanted)) {
            LOG.warn("{} cannot change while the service runs: it stays what it is until a restart", key);
        }
        if (!next.log().equals(before.log())) {
            Logging.change(next.log());
        }
        LOG.info(
                "Reloaded: provider {}{}",
                next.idp().provider(),
                sameProvider ? ", whose settings are the same" : ", with new settings");
    }
}
