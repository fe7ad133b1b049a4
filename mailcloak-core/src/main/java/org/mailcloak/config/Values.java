package org.mailcloak.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The values of the host's own keys, each of the type that its key has, and the records made of them. */
final class Values {

    private final Map<Key<?>, Object> values = new HashMap<>();

    static Values ofDefaults() {
        Values values = new Values();
        Keys.ALL.forEach(values::putDefault);
        return values;
    }

    <T> void put(Key<T> key, T value) {
        values.put(key, value);
    }

    @SuppressWarnings("unchecked") // put() takes only the key's own type
    <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** A default is read like any other value, so that the documentation cannot say another one. */
    private <T> void putDefault(Key<T> key) {
        if (key.doc().defaultValue().isEmpty()) {
            return;
        }
        String text = key.doc().defaultValue().orElseThrow();
        Node node = new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
        try {
            put(key, key.reader().read(node));
        } catch (BadValueException e) {
            throw new IllegalStateException("The default of " + key.doc().key() + ": " + e.getMessage(), e);
        }
    }

    /** To be called when no problem was found, and so every required value is there. */
    Configuration configuration(Optional<Map<String, Object>> settings, List<Problem> warnings) {
        Path database = get(Keys.SQLITE_PATH);
        return new Configuration(
                idp(settings.map(values -> new ProviderConfig(get(Keys.IDP_PROVIDER), database, values))),
                find(Keys.PLUGINS_DIRECTORY),
                database,
                policy(),
                sockets(),
                find(Keys.DAEMON_USER),
                new LogSection(get(Keys.LOG_LEVEL), get(Keys.LOG_ADDRESSES), get(Keys.LOG_FORMAT)),
                find(Keys.HTTP_LISTEN),
                warnings);
    }

    private IdpSection idp(Optional<ProviderConfig> settings) {
        return new IdpSection(
                get(Keys.IDP_PROVIDER),
                get(Keys.CACHE_TTL),
                find(Keys.LOGIN_TTL),
                get(Keys.NEGATIVE_TTL),
                get(Keys.STALE_TTL),
                get(Keys.MIRROR),
                get(Keys.MIRROR_SCAN),
                settings);
    }

    private PolicySection policy() {
        return new PolicySection(
                find(Keys.POLICY_DOMAIN),
                get(Keys.IDP_FAILURE_MODE),
                get(Keys.AUTHENTICATED_NULL_SENDER),
                get(Keys.DISABLED_USERS_RECEIVE),
                find(Keys.RECIPIENT_DELIMITER).orElse(""),
                get(Keys.GROUP_MEMBER_LIMIT),
                find(Keys.ORIGIN),
                find(Keys.TRUSTED_NETWORKS).orElse(List.of()));
    }

    SocketsSection sockets() {
        return new SocketsSection(
                get(Keys.POLICY_SOCKET),
                get(Keys.SOCKETMAP_SOCKET),
                find(Keys.SOCKET_OWNER_USER),
                find(Keys.SOCKET_OWNER_GROUP),
                get(Keys.SOCKET_MODE),
                find(Keys.ALLOWED_PEER_USERS).orElse(List.of()),
                find(Keys.ALLOWED_NETWORKS).orElse(List.of()),
                find(Keys.TCP_TABLES).orElse(Map.of()));
    }

    private <T> T get(Key<T> key) {
        return find(key)
                .orElseThrow(() ->
                        new IllegalStateException("No value for " + key.doc().key()));
    }
}
