package org.mailcloak.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP. Without a handler Java ends the process.
 *
 * <p>{@code sun.misc.Signal} is the one way to it, and part of every JDK since it is in {@code jdk.unsupported}; but the
 * compiler warns of it, and nothing turns that off. So it is called by name.
 */
final class SighupHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SighupHandler.class);

    private SighupHandler() {}

    /** @param task runs in a thread of its own at each signal; must not throw */
    static void handleBy(Runnable task) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    SighupHandler.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                        }
                        return null;
                    });
            Object hangUp = signals.getConstructor(String.class).newInstance("HUP");
            signals.getMethod("handle", signals, handlers).invoke(null, hangUp, handler);
        } catch (InvocationTargetException refused) {
            // Java was started with -Xrs, and leaves signals to the system.
            LOG.warn("SIGHUP does not reload the configuration: {}", String.valueOf(refused.getCause()));
        } catch (ReflectiveOperationException missing) {
            LOG.warn(
                    "SIGHUP does not reload the configuration: this Java does not tell of signals: {}",
                    missing.toString());
        }
    }
}
