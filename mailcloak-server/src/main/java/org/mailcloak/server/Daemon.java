package org.mailcloak.server;

import java.util.concurrent.CountDownLatch;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.server.listen.Limits;
import org.mailcloak.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the process: start, serve until SIGTERM or SIGINT, stop in order. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private Daemon() {}

    /** Serves until the process is told to end. It then ends with exit code 0, and this method does not return. */
    static void run(Setup setup) throws InterruptedException {
        Service service = open(setup);
        boolean started = false;
        try {
            service.start();
            started = true;
        } finally {
            if (!started) {
                service.close();
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        LOG.info(
                "Mailcloak {} is ready: provider {}, database {}",
                Version.text(),
                setup.providerId(),
                setup.configuration().database());
        new CountDownLatch(1).await();
    }

    private static Service open(Setup setup) {
        MailStore store = setup.openStore();
        boolean done = false;
        try {
            IdentityProvider provider = setup.openProvider();
            Service service = new Service(setup.configuration(), store, provider, Limits.defaults());
            done = true;
            return service;
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    /** A process that is ended by a signal has a non-zero status in Java; this one has done what it was asked for. */
    private static void stop(Service service) {
        LOG.info("Stopping");
        service.close();
        LOG.info("Stopped");
        Runtime.getRuntime().halt(0);
    }
}
