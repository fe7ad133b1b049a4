package org.mailcloak.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a server that was given none. */
public final class EmbeddedConfiguration {

    private static final String MARK = "database-was-made";

    private EmbeddedConfiguration() {}

    /**
     * Returns what runs without any file: the {@code local} provider, {@code state.db}, {@code policy.sock} and
     * {@code socketmap.sock} in one folder.
     *
     * @throws IllegalArgumentException if the folder's path is too long for a socket
     */
    public static Configuration in(Path folder) {
        ConfigurationValues values = ConfigurationValues.ofDefaults();
        values.put(ConfigurationKeys.IDP_PROVIDER, Configuration.LOCAL_PROVIDER);
        values.put(ConfigurationKeys.SQLITE_PATH, folder.resolve("state.db"));
        values.put(ConfigurationKeys.POLICY_SOCKET, new ListenAddress.Unix(folder.resolve("policy.sock")));
        values.put(ConfigurationKeys.SOCKETMAP_SOCKET, new ListenAddress.Unix(folder.resolve("socketmap.sock")));
        return values.configuration(Optional.of(Map.of()), List.of());
    }

    /** Returns the file beside the database that the server leaves where it has made one. */
    public static Path mark(Path database) {
        return database.resolveSibling(MARK);
    }
}
