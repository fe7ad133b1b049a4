package org.mailcloak.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.decision.site.SiteRules;
import org.mailcloak.idp.ProviderConfig;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The values of the host's own keys, each of the type that its key has, and the records made of them. */
final class ConfigurationValues {

    private final Map<KeyDefinition<?>, Object> values = new HashMap<>();

    static ConfigurationValues ofDefaults() {
        ConfigurationValues values = new ConfigurationValues();
        ConfigurationKeys.ALL.forEach(values::putDefault);
        return values;
    }

    <T> void put(KeyDefinition<T> key, T value) {
        values.put(key, value);
    }

    @SuppressWarnings("unchecked") // put() takes only the key's own type
    <T> Optional<T> find(KeyDefinition<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** A default is read like any other value, so that the documentation cannot say another one. */
    private <T> void putDefault(KeyDefinition<T> key) {
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
        Path database = get(ConfigurationKeys.SQLITE_PATH);
        return new Configuration(
                idp(settings.map(values -> new ProviderConfig(
                        get(ConfigurationKeys.IDP_PROVIDER),
                        database,
                        values,
                        get(ConfigurationKeys.GROUP_MEMBER_LIMIT)))),
                find(ConfigurationKeys.PLUGINS_DIRECTORY),
                database,
                policy(),
                sockets(),
                find(ConfigurationKeys.DAEMON_USER),
                new LogSection(
                        get(ConfigurationKeys.LOG_LEVEL),
                        get(ConfigurationKeys.LOG_ADDRESSES),
                        get(ConfigurationKeys.LOG_FORMAT)),
                find(ConfigurationKeys.HTTP_LISTEN),
                warnings);
    }

    private IdpSection idp(Optional<ProviderConfig> settings) {
        return new IdpSection(
                get(ConfigurationKeys.IDP_PROVIDER),
                get(ConfigurationKeys.CACHE_TTL),
                find(ConfigurationKeys.LOGIN_TTL),
                get(ConfigurationKeys.NEGATIVE_TTL),
                get(ConfigurationKeys.STALE_TTL),
                get(ConfigurationKeys.MIRROR),
                get(ConfigurationKeys.MIRROR_SCAN),
                settings);
    }

    private PolicySection policy() {
        return new PolicySection(
                find(ConfigurationKeys.POLICY_DOMAIN),
                get(ConfigurationKeys.IDP_FAILURE_MODE),
                get(ConfigurationKeys.AUTHENTICATED_NULL_SENDER),
                get(ConfigurationKeys.DISABLED_USERS_RECEIVE),
                find(ConfigurationKeys.RECIPIENT_DELIMITER).orElse(""),
                get(ConfigurationKeys.GROUP_MEMBER_LIMIT),
                find(ConfigurationKeys.ORIGIN),
                find(ConfigurationKeys.TRUSTED_NETWORKS).orElse(List.of()),
                get(ConfigurationKeys.DECISION_IDS),
                site());
    }

    private SiteRules site() {
        SiteRules.Builder site = SiteRules.defaults().toBuilder()
                .foreignRecipients(get(ConfigurationKeys.FOREIGN_RECIPIENTS))
                .deliverTo(get(ConfigurationKeys.DELIVER_TO))
                .loginIsAddress(get(ConfigurationKeys.LOGIN_IS_ADDRESS));
        find(ConfigurationKeys.RETURN_PATHS).ifPresent(site::returnPaths);
        find(ConfigurationKeys.EXTERNAL_SENDERS).ifPresent(site::externalSender);
        return site.build();
    }

    SocketsSection sockets() {
        return new SocketsSection(
                get(ConfigurationKeys.POLICY_SOCKET),
                get(ConfigurationKeys.SOCKETMAP_SOCKET),
                find(ConfigurationKeys.SOCKET_OWNER_USER),
                find(ConfigurationKeys.SOCKET_OWNER_GROUP),
                get(ConfigurationKeys.SOCKET_MODE),
                find(ConfigurationKeys.ALLOWED_PEER_USERS).orElse(List.of()),
                find(ConfigurationKeys.ALLOWED_NETWORKS).orElse(List.of()),
                find(ConfigurationKeys.TCP_TABLES).orElse(Map.of()),
                find(ConfigurationKeys.CONTROL_SOCKET)
                        .orElseGet(() -> find(ConfigurationKeys.SQLITE_PATH).flatMap(SocketsSection::defaultControl)));
    }

    private <T> T get(KeyDefinition<T> key) {
        return find(key)
                .orElseThrow(() ->
                        new IllegalStateException("No value for " + key.doc().key()));
    }
}
