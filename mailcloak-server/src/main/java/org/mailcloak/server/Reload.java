package org.mailcloak.server;

import java.util.Optional;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.server.listen.ListenException;
import org.mailcloak.server.logging.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the service runs. A configuration with a mistake changes nothing. One reload at a
 * time, in whatever thread.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private static final String UNCHANGED = "Not reloaded, and nothing is changed";

    private final Plan plan;
    private final Service service;
    private Setup running;

    /** @param running what the service was started with; this closes it when another takes its place */
    Reload(Plan plan, Setup running, Service service) {
        this.plan = plan;
        this.running = running;
        this.service = service;
    }

    /** Never throws. */
    synchronized void run() {
        try {
            Optional<Plan> again = plan.again();
            if (again.isEmpty()) {
                LOG.info("{}: the service runs without a configuration file", UNCHANGED);
                return;
            }
            replaceBy(again.get().complete());
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

    private void replaceBy(Setup fresh) {
        boolean inUse = false;
        try {
            Configuration before = service.configuration();
            Configuration next = FixedSettings.keep(before, fresh.configuration());
            boolean sameProvider = next.idp().equals(before.idp());
            service.adopt(next, sameProvider ? Optional.empty() : Optional.of(fresh.openProvider(next)));
            inUse = !sameProvider;
            tell(before, fresh.configuration(), next, sameProvider);
        } finally {
            if (inUse) {
                service.afterLastUse(running::close);
                running = fresh;
            } else {
                fresh.close();
            }
        }
    }

    private static void tell(Configuration before, Configuration wanted, Configuration next, boolean sameProvider) {
        for (String key : FixedSettings.changed(before, wanted)) {
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
