package org.mailcloak.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.mailcloak.idp.IdentityProviderFactory;

/** Collects factories, one source after the other. What is broken is noted and takes nothing else down. */
final class Discovery {

    private static final String SERVICE = "META-INF/services/" + IdentityProviderFactory.class.getName();
    private static final String CLASS_PATH = "class path";

    private static final int MAX_SERVICE_BYTES = 1 << 16;
    /** {@link ServiceLoader} may repeat one error without end. */
    private static final int MAX_ERRORS = 16;

    /** A factory, and what is said about it. */
    record Candidate(IdentityProviderFactory factory, DiscoveredProvider origin) {}

    private final ClassLoader host;
    private final SpiClassLoader spi;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    Discovery(ClassLoader host) {
        this.host = host;
        this.spi = new SpiClassLoader(host);
    }

    void addHost() {
        collect(host, Optional.empty());
    }

    /** Opens the jar; its class loader stays open for the factories in it. */
    void addJar(Path jar) {
        String name = String.valueOf(jar.getFileName());
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry service = file.getEntry(SERVICE);
            if (service == null) {
                broken.add(new BrokenPlugin(name, "holds no " + SERVICE));
                return;
            }
            if (isTooLong(file, service)) {
                broken.add(new BrokenPlugin(name, SERVICE + " is longer than " + MAX_SERVICE_BYTES + " bytes"));
                return;
            }
            Optional<String> problem = SpiManifest.problem(file);
            if (problem.isPresent()) {
                broken.add(new BrokenPlugin(name, problem.get()));
                return;
            }
            URL[] urls = {jar.toUri().toURL()};
            URLClassLoader loader = new URLClassLoader("mailcloak-plugin-" + name, urls, spi);
            loaders.add(loader);
            collect(loader, Optional.of(name));
        } catch (IOException | SecurityException e) {
            broken.add(BrokenPlugin.of(name, e));
        }
    }

    /** Unpacked here, because what the entry says of its length may be wrong, and {@link ServiceLoader} reads all of it. */
    private static boolean isTooLong(JarFile file, ZipEntry service) throws IOException {
        try (InputStream in = file.getInputStream(service)) {
            return in.readNBytes(MAX_SERVICE_BYTES + 1).length > MAX_SERVICE_BYTES;
        }
    }

    List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    List<BrokenPlugin> broken() {
        return List.copyOf(broken);
    }

    List<URLClassLoader> loaders() {
        return List.copyOf(loaders);
    }

    private void collect(ClassLoader loader, Optional<String> jar) {
        Iterator<IdentityProviderFactory> factories =
                ServiceLoader.load(IdentityProviderFactory.class, loader).iterator();
        int errors = 0;
        boolean more = true;
        while (more && errors < MAX_ERRORS) {
            try {
                more = factories.hasNext();
                if (more) {
                    add(factories.next(), loader, jar);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                broken.add(BrokenPlugin.of(jar.orElse(CLASS_PATH), e));
                errors++;
            }
        }
    }

    private void add(IdentityProviderFactory found, ClassLoader loader, Optional<String> jar) {
        Class<?> type = found.getClass();
        IdentityProviderFactory factory = jar.isPresent() ? new ClassLoaderBoundFactory(found, loader) : found;
        // A plugin may break any promise, a null id too.
        String id = Optional.ofNullable(factory.id()).orElse("").replaceAll("\\p{Cntrl}", "?");
        String version = Optional.ofNullable(type.getPackage().getImplementationVersion())
                .orElse("unknown");
        String origin = jar.orElseGet(() -> location(type));
        candidates.add(new Candidate(factory, new DiscoveredProvider(id, type.getName(), origin, version)));
    }

    /** The name of the jar or folder that a class of the host came from. */
    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return CLASS_PATH;
        }
        String path = source.getLocation().getPath().replaceAll("/+$", "");
        return path.isEmpty() ? CLASS_PATH : path.substring(path.lastIndexOf('/') + 1);
    }
}
