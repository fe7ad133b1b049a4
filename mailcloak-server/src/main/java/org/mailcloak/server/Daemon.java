package org.mailcloak.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.Configuration;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.server.posix.PosixUser;
import org.mailcloak.server.posix.SystemdNotifier;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the process: start, serve until SIGTERM or SIGINT, stop in order. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** The process ends within 5 s, even if a plugin hangs when it is closed. */
    private static final Duration STOP_LIMIT = Duration.ofMillis(4_700);

    private static final int NOT_STOPPED_IN_ORDER = 1;

    private volatile @Nullable Listeners sockets;
    private volatile @Nullable SystemdNotifier notice;
    private volatile @Nullable Service service;
    private volatile Runnable reload = () -> LOG.info("Nothing is reloaded: the start is not over");

    private Daemon() {}

    /**
     * Serves until the process receives SIGTERM or SIGINT. It then ends with exit code 0, and this method does not return.
     *
     * @param user whom the process becomes as soon as the sockets are there
     * @param whenServing receives the configuration as soon as requests are answered
     */
    static void run(StartupConfiguration plan, Optional<PosixUser> user, Consumer<Configuration> whenServing)
            throws InterruptedException {
        new Daemon().serve(plan, user, whenServing);
    }

    /** The hook comes first: a signal at any moment after it finds all that there is to close. */
    private void serve(StartupConfiguration plan, Optional<PosixUser> user, Consumer<Configuration> whenServing)
            throws InterruptedException {
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        SighupHandler.handleBy(() -> reload.run());
        boolean started = false;
        try {
            plan.makeFolder();
            Optional<Listeners> bound = plan.sockets().map(settings -> Listeners.bind(settings, user));
            sockets = bound.orElse(null);
            user.ifPresent(PosixUser::become);
            // Without sockets the plan has mistakes, and this reports them all.
            ServerAssembly setup = plan.complete();
            user.ifPresent(account -> plan.requireReach(setup.configuration(), account));
            SystemdNotifier manager = SystemdNotifier.of(System.getenv());
            notice = manager;
            setup.makeEmbedded();
            Service opened = open(setup, bound.orElseThrow());
            service = opened;
            Reload again = new Reload(plan, setup, opened);
            opened.start();
            started = true;
            LOG.info(
                    "Mailcloak {} is ready: provider {}, database {}",
                    Version.text(),
                    setup.providerId(),
                    setup.configuration().database());
            reload = () -> {
                manager.reloading();
                again.run();
                manager.ready();
            };
            manager.watchdog().ifPresent(period -> opened.whileAlive(period, manager::alive));
            manager.ready();
            whenServing.accept(setup.configuration());
        } finally {
            if (!started) {
                giveUp(hook);
            }
        }
        new CountDownLatch(1).await();
    }

    /** Without the hook, which would end the process as if all were well. */
    private void giveUp(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stoppedMeanwhile) {
            LOG.debug("The start failed while the process was told to end");
        }
        closeAll();
    }

    private void closeAll() {
        Service opened = service;
        Listeners bound = sockets;
        if (opened != null) {
            opened.close();
        } else if (bound != null) {
            bound.close();
        }
    }

    private static Service open(ServerAssembly setup, Listeners sockets) {
        MailStore store = setup.openStore();
        boolean done = false;
        try {
            Service service = open(setup, sockets, store, setup.openProvider());
            done = true;
            return service;
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    private static Service open(ServerAssembly setup, Listeners sockets, MailStore store, IdentityProvider provider) {
        boolean done = false;
        try {
            Service service = new Service(setup.configuration(), sockets, store, provider, Limits.defaults());
            done = true;
            return service;
        } finally {
            if (!done) {
                provider.close();
            }
        }
    }

    /** A process that is ended by a signal has a non-zero status in Java; this one has done what it was asked for. */
    private void stop() {
        LOG.info("Stopping");
        SystemdNotifier manager = notice;
        if (manager != null) {
            manager.stopping();
        }
        boolean inOrder = close();
        if (inOrder) {
            LOG.info("Stopped");
        }
        Logging.close();
        Runtime.getRuntime().halt(inOrder ? 0 : NOT_STOPPED_IN_ORDER);
    }

    private boolean close() {
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = new Thread(
                () -> {
                    try {
                        closeAll();
                        closed.countDown();
                    } catch (RuntimeException | Error defect) {
                        LOG.error("Stopping failed", defect);
                    }
                },
                "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (closed.getCount() > 0) {
            LOG.error(
                    "Not everything could be closed within {} ms; the process ends all the same",
                    STOP_LIMIT.toMillis());
        }
        return closed.getCount() == 0;
    }
}
