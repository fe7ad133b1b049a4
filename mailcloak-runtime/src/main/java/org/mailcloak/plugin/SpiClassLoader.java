package org.mailcloak.plugin;

import java.util.Set;

/**
 * What plugins see of the host: the packages of mailcloak-spi, the logging API and the JDK. Everything else, the host's
 * libraries above all, stays hidden, so that a plugin gets the copies that it brought along.
 */
final class SpiClassLoader extends ClassLoader {

    /** Exactly these packages, not those below: vendors' packages begin in the same way. */
    private static final Set<String> PACKAGES =
            Set.of("org.mailcloak.address", "org.mailcloak.file", "org.mailcloak.idp", "org.mailcloak.store");

    private static final String LOGGING = "org.slf4j.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SpiClassLoader(ClassLoader host) {
        super("mailcloak-spi", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    /** Called after the JDK's own loaders. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (PACKAGES.contains(packageName) || name.startsWith(LOGGING)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name + " (a plugin sees only the provider SPI and its own jar)");
    }
}
