package org.mailcloak.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.slf4j.Logger;

/** Compiles a plugin and packs it into a jar. */
final class PluginJar {

    private static final String SERVICE = "META-INF/services/" + IdentityProviderFactory.class.getName();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> services = new ArrayList<>();
    private String settings = "return List.of(Setting.optional(\"colour\", Setting.Kind.TEXT, \"a colour\"));";
    private int majorVersion;
    private String spi = String.valueOf(IdentityProviderFactory.SPI_VERSION);

    /** The body of {@code settings()} of the factories that follow. */
    PluginJar settings(String body) {
        settings = body;
        return this;
    }

    /** A factory that the service line names; the expression is what its {@code id()} returns. */
    PluginJar factory(String className, String idExpression) {
        return factory(className, idExpression, "");
    }

    PluginJar factory(String className, String idExpression, String members) {
        services.add(className);
        return source(className, """
                import java.util.List;
                import org.mailcloak.address.EmailAddress;
                import org.mailcloak.idp.*;

                public class %s implements IdentityProviderFactory {
                    %s
                    public String id() {
                        return %s;
                    }

                    public List<Setting> settings() {
                        %s
                    }

                    public IdentityProvider create(ProviderConfig config) {
                        return new IdentityProvider() {
                            public LookupResult findByLogin(String login) {
                                org.slf4j.LoggerFactory.getLogger("plugin").debug("asked");
                                String name = Thread.currentThread().getContextClassLoader().getName();
                                return LookupResult.unavailable(name);
                            }

                            public LookupResult findByAddress(EmailAddress address) {
                                return LookupResult.notFound();
                            }

                            public void close() {}
                        };
                    }
                }
                """.formatted(simpleName(className), members, idExpression, settings));
    }

    /** One more class; the text has no package line. */
    PluginJar source(String className, String text) {
        sources.put(className, "package " + className.substring(0, className.lastIndexOf('.')) + ";\n" + text);
        return this;
    }

    PluginJar service(String className) {
        services.add(className);
        return this;
    }

    PluginJar withoutServices() {
        services.clear();
        return this;
    }

    /** As if compiled for a later Java. */
    PluginJar majorVersion(int version) {
        majorVersion = version;
        return this;
    }

    /** What the manifest says of the SPI; empty: nothing. */
    PluginJar spi(String version) {
        spi = version;
        return this;
    }

    Path writeTo(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent().getParent(), "classes");
        compile(classes);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "2.5");
        if (!spi.isEmpty()) {
            manifest.getMainAttributes().putValue(SpiManifest.NAME, spi);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            if (!services.isEmpty()) {
                out.putNextEntry(new JarEntry(SERVICE));
                out.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
            }
            for (Path each : files(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                out.write(classFile(each));
            }
        }
        return jar;
    }

    private byte[] classFile(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (majorVersion > 0) {
            bytes[7] = (byte) majorVersion;
        }
        return bytes;
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<SimpleJavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(unit(name, text)));
        List<String> options = List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!units.isEmpty()
                    && !compiler.getTask(null, files, null, options, null, units)
                            .call()) {
                throw new AssertionError("A plugin of the tests does not compile");
            }
        }
    }

    private static String classPath() {
        return Stream.of(IdentityProviderFactory.class, Logger.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(":"));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SimpleJavaFileObject unit(String className, String text) {
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
