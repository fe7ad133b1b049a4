package org.mailcloak.plugin;

import static java.util.Objects.requireNonNull;

/**
 * The origin of a provider.
 *
 * @param id as its factory returns it; not yet checked
 * @param className of the factory
 * @param jar the file's name; {@code class path} if it came from no file
 * @param version the jar's {@code Implementation-Version}, or {@code unknown}
 */
public record DiscoveredProvider(String id, String className, String jar, String version) {

    public DiscoveredProvider {
        requireNonNull(id, "id");
        requireNonNull(className, "className");
        requireNonNull(jar, "jar");
        requireNonNull(version, "version");
    }

    /** {@code keycloak (mailcloak-idp-keycloak-1.0.0.jar)}. */
    /** The id and the jar, for people. */
    public String withJar() {
        return id + " (" + jar + ")";
    }

    /** {@code org.example.Factory in example.jar}. */
    String classInJar() {
        return className + " in " + jar;
    }
}
