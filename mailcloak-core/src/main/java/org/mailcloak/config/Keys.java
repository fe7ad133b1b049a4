package org.mailcloak.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.FailureMode;

/** Every key that the host reads itself, once: where it stands, what it means, how it is read and its default. */
final class Keys {

    /** Stands for the id of the chosen provider. */
    static final String PROVIDER_SECTION = "idp.PROVIDER";

    static final Key<String> IDP_PROVIDER = required(
            "idp.provider",
            ValueReaders::providerId,
            "keycloak",
            "The identity provider that knows the people: the id of one that is built in or of a plugin.");

    static final Key<Duration> CACHE_TTL = optional(
            "idp.PROVIDER.cache_ttl_seconds",
            ValueReaders::seconds,
            "120",
            "300",
            "How long an account that was found is not asked for again, in seconds.");

    static final Key<Duration> LOGIN_TTL = optional(
            "idp.PROVIDER.login_ttl_seconds",
            ValueReaders::seconds,
            null,
            "120",
            "How long an account that logged in to send is not asked for again, in seconds. 0: it is asked for with every"
                    + " message. Without it: as cache_ttl_seconds; with ldap 0, unless mirror is on.");

    static final Key<Duration> NEGATIVE_TTL = optional(
            "idp.PROVIDER.negative_ttl_seconds",
            ValueReaders::seconds,
            "30",
            "10",
            "How long an account that was not found is not asked for again, in seconds. 0: it is asked for every time.");

    static final Key<Duration> STALE_TTL = optional(
            "idp.PROVIDER.stale_ttl_seconds",
            ValueReaders::seconds,
            "86400",
            "3600",
            "How long an account that was found may still be used while the identity provider cannot be asked, in"
                    + " seconds. 0: not at all.");

    static final Key<Boolean> MIRROR = optional(
            "idp.PROVIDER.mirror",
            Scalars::flag,
            "false",
            "true",
            "Keeps all accounts in memory and follows the changes, if the provider can tell them.");

    static final Key<Duration> MIRROR_SCAN = optional(
            "idp.PROVIDER.mirror_scan_seconds",
            ValueReaders::secondsFromOne,
            "300",
            "60",
            "With mirror: how long after all accounts were read they are read again, in seconds from 1. What the provider"
                    + " does not report by itself takes effect then.");

    static final Key<Path> PLUGINS_DIRECTORY = optional(
            "plugins.directory",
            ValueReaders::path,
            null,
            "/usr/share/mailcloak/plugins",
            "The directory of the plugins, one jar each. Without it: plugins beside the server's jar, if there is one.");

    static final Key<Path> SQLITE_PATH = required(
            "sqlite.path",
            ValueReaders::path,
            "/var/lib/mailcloak/state.db",
            "The database of local domains, aliases and applications. mailcloakctl init makes it.");

    static final Key<MailDomain> POLICY_DOMAIN = optional(
            "policy.domain",
            ValueReaders::domain,
            null,
            "example.com",
            "One more local domain, beside those of the database.");

    static final Key<FailureMode> IDP_FAILURE_MODE = optional(
            "policy.idp_failure_mode",
            ValueReaders.oneOf(FailureMode.class),
            "tempfail",
            "dunno",
            "What happens while the identity provider cannot be asked. tempfail: mail that needs it is deferred with"
                    + " 451. dunno: the check that needs it is passed over.");

    static final Key<PolicySection.NullSender> AUTHENTICATED_NULL_SENDER = optional(
            "policy.authenticated_null_sender",
            ValueReaders.oneOf(PolicySection.NullSender.class),
            "reject",
            "allow",
            "Whether somebody who logged in may send with the empty sender <>: reject or allow.");

    static final Key<Boolean> DISABLED_USERS_RECEIVE = optional(
            "policy.disabled_users_receive",
            Scalars::flag,
            "false",
            "true",
            "Whether mail for a disabled account is taken, or refused as for an account that does not exist.");

    static final Key<String> RECIPIENT_DELIMITER = optional(
            "policy.recipient_delimiter",
            ValueReaders::delimiter,
            null,
            "\"+\"",
            "The characters that separate a user from an extension, as in user+lists@example.com: Postfix's"
                    + " recipient_delimiter. Without it: none.");

    static final Key<Integer> GROUP_MEMBER_LIMIT = optional(
            "policy.group_member_limit",
            ValueReaders::members,
            "1000",
            "2500",
            "How many members a group with an address may have, from 1 to 10000. Mail for a larger one is deferred, never"
                    + " sent to some of them. Above 1000, Postfix's virtual_alias_expansion_limit has to be raised too.");

    static final Key<MailDomain> ORIGIN = optional(
            "policy.origin",
            ValueReaders::domain,
            null,
            "example.com",
            "The domain that an address without one gets: Postfix's myorigin. Without it: the first local domain.");

    static final Key<List<NetworkRange>> TRUSTED_NETWORKS = optional(
            "policy.trusted_networks",
            ValueReaders::networks,
            null,
            "[127.0.0.0/8, \"::1/128\", 192.0.2.0/24]",
            "Networks whose clients may send as a local domain without a login. Without it: none.");

    static final Key<ListenAddress> POLICY_SOCKET = required(
            "sockets.policy_socket",
            ValueReaders::listenAddress,
            "/var/spool/postfix/mailcloak/policy",
            "Where the policy service listens: a path, unix:path or inet:host:port. A path has at most 106 octets, and"
                    + " lies inside Postfix's queue directory if Postfix runs chrooted.");

    static final Key<ListenAddress> SOCKETMAP_SOCKET = required(
            "sockets.socketmap_socket",
            ValueReaders::listenAddress,
            "/var/spool/postfix/mailcloak/socketmap",
            "Where the socketmap service listens, written in the same way.");

    static final Key<String> SOCKET_OWNER_USER = optional(
            "sockets.socket_owner_user",
            Scalars::text,
            null,
            "postfix",
            "The user that owns the sockets. Without it: the user that the service runs as.");

    static final Key<String> SOCKET_OWNER_GROUP = optional(
            "sockets.socket_owner_group",
            Scalars::text,
            null,
            "postfix",
            "The group that owns the sockets. Without it: the group of the user that the service runs as.");

    static final Key<FileMode> SOCKET_MODE = optional(
            "sockets.socket_mode",
            ValueReaders::fileMode,
            "0660",
            "0600",
            "Who may connect to the sockets: an octal file mode, with or without quotes.");

    static final Key<List<String>> ALLOWED_PEER_USERS = optional(
            "sockets.allowed_peer_users",
            ValueReaders::users,
            null,
            "[postfix]",
            "The users whose processes may use the Unix domain sockets, by name or uid, beside root and the user that the"
                    + " service runs as; the kernel tells who connects. Without it: whoever the mode lets in.");

    static final Key<List<NetworkRange>> ALLOWED_NETWORKS = optional(
            "sockets.allowed_networks",
            ValueReaders::networks,
            null,
            "[192.0.2.0/28, \"2001:db8::25/128\"]",
            "Networks whose hosts may use the sockets of the kind inet, beside this machine itself. A socket that other"
                    + " machines can reach needs it.");

    static final Key<Map<String, ListenAddress.Inet>> TCP_TABLES = optional(
            "sockets.tcp_tables",
            ValueReaders::tcpTables,
            null,
            "{alias: \"inet:127.0.0.1:10051\", mailbox: \"inet:127.0.0.1:10052\"}",
            "Maps that are served by the older protocol of tcp_table(5) too, each on a port of its own.");

    static final Key<String> DAEMON_USER = optional(
            "daemon.user",
            Scalars::text,
            null,
            "mailcloak",
            "The user that the service runs as. Started as root it opens its sockets and then becomes this user, for good"
                    + " and with that user's groups, before it opens anything else. Without it: whoever starts it.");

    static final Key<LogSection.Level> LOG_LEVEL = optional(
            "log.level",
            ValueReaders.oneOf(LogSection.Level.class),
            "info",
            "debug",
            "The least severe level that is logged: trace, debug, info, warn or error.");

    static final Key<LogSection.Addresses> LOG_ADDRESSES = optional(
            "log.addresses",
            ValueReaders.oneOf(LogSection.Addresses.class),
            "full",
            "domain",
            "How much of a mail address is logged: full, domain or none.");

    static final Key<LogSection.Format> LOG_FORMAT = optional(
            "log.format",
            ValueReaders.oneOf(LogSection.Format.class),
            "text",
            "json",
            "How a line of the log is written: text or json.");

    static final Key<ListenAddress.Inet> HTTP_LISTEN = optional(
            "http.listen",
            ValueReaders::httpAddress,
            null,
            "9464",
            "Where /metrics and /health are served over HTTP: a port, which means this machine only, or host:port. It has"
                    + " neither a password nor encryption. Without it: not at all.");

    /** In the order of the documentation. */
    static final List<Key<?>> ALL = List.of(
            IDP_PROVIDER,
            CACHE_TTL,
            LOGIN_TTL,
            NEGATIVE_TTL,
            STALE_TTL,
            MIRROR,
            MIRROR_SCAN,
            PLUGINS_DIRECTORY,
            SQLITE_PATH,
            POLICY_DOMAIN,
            IDP_FAILURE_MODE,
            AUTHENTICATED_NULL_SENDER,
            DISABLED_USERS_RECEIVE,
            RECIPIENT_DELIMITER,
            GROUP_MEMBER_LIMIT,
            ORIGIN,
            TRUSTED_NETWORKS,
            POLICY_SOCKET,
            SOCKETMAP_SOCKET,
            SOCKET_OWNER_USER,
            SOCKET_OWNER_GROUP,
            SOCKET_MODE,
            ALLOWED_PEER_USERS,
            ALLOWED_NETWORKS,
            TCP_TABLES,
            DAEMON_USER,
            LOG_LEVEL,
            LOG_ADDRESSES,
            LOG_FORMAT,
            HTTP_LISTEN);

    private Keys() {}

    /** The names of the keys directly in a section. */
    static Set<String> namesIn(String section) {
        return ALL.stream()
                .filter(key -> key.section().equals(section))
                .map(Key::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Key<T> required(String key, ValueReader<T> reader, String example, String description) {
        return new Key<>(new ConfigurationKey(key, description, example, Optional.empty(), true), reader);
    }

    private static <T> Key<T> optional(
            String key, ValueReader<T> reader, @Nullable String defaultValue, String example, String description) {
        Optional<String> written = Optional.ofNullable(defaultValue);
        return new Key<>(new ConfigurationKey(key, description, example, written, false), reader);
    }
}
