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
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.decision.site.ForeignRecipients;
import org.mailcloak.decision.site.ReturnPath;

/** Every key that the host reads itself, once: where it stands, what it means, how it is read and its default. */
final class ConfigurationKeys {

    /** Stands for the id of the chosen provider. */
    static final String PROVIDER_SECTION = "idp.PROVIDER";

    static final KeyDefinition<String> IDP_PROVIDER = required(
            "idp.provider",
            ValueReaders::providerId,
            "keycloak",
            "The identity provider that knows the people: the id of one that is built in or of a plugin.");

    static final KeyDefinition<Duration> CACHE_TTL = optional(
            "idp.PROVIDER.cache_ttl_seconds",
            ValueReaders::seconds,
            "120",
            "300",
            "How long an account that was found is not asked for again, in seconds.");

    static final KeyDefinition<Duration> LOGIN_TTL = optional(
            "idp.PROVIDER.login_ttl_seconds",
            ValueReaders::seconds,
            null,
            "120",
            "How long an account that logged in to send is not asked for again, in seconds. 0: it is asked for with every"
                    + " message. Without it: as cache_ttl_seconds; with ldap 0, unless mirror is on.");

    static final KeyDefinition<Duration> NEGATIVE_TTL = optional(
            "idp.PROVIDER.negative_ttl_seconds",
            ValueReaders::seconds,
            "30",
            "10",
            "How long an account that was not found is not asked for again, in seconds. 0: it is asked for every time.");

    static final KeyDefinition<Duration> STALE_TTL = optional(
            "idp.PROVIDER.stale_ttl_seconds",
            ValueReaders::seconds,
            "86400",
            "3600",
            "How long an account that was found may still be used while the identity provider cannot be asked, in"
                    + " seconds. 0: not at all.");

    static final KeyDefinition<Boolean> MIRROR = optional(
            "idp.PROVIDER.mirror",
            Scalars::flag,
            "false",
            "true",
            "Keeps all accounts in memory and follows the changes, if the provider can tell them.");

    static final KeyDefinition<Duration> MIRROR_SCAN = optional(
            "idp.PROVIDER.mirror_scan_seconds",
            ValueReaders::secondsFromOne,
            "300",
            "60",
            "With mirror: how long after all accounts were read they are read again, in seconds from 1. What the provider"
                    + " does not report by itself takes effect then.");

    static final KeyDefinition<Path> PLUGINS_DIRECTORY = optional(
            "plugins.directory",
            ValueReaders::path,
            null,
            "/usr/share/mailcloak/plugins",
            "The directory of the plugins, one jar each. Without it: plugins beside the server's jar, if there is one.");

    static final KeyDefinition<Path> SQLITE_PATH = required(
            "sqlite.path",
            ValueReaders::path,
            "/var/lib/mailcloak/state.db",
            "The database of local domains, aliases and applications. mailcloakctl init makes it.");

    static final KeyDefinition<MailDomain> POLICY_DOMAIN = optional(
            "policy.domain",
            ValueReaders::domain,
            null,
            "example.com",
            "One more local domain, beside those of the database.");

    static final KeyDefinition<FailureMode> IDP_FAILURE_MODE = optional(
            "policy.idp_failure_mode",
            ValueReaders.oneOf(FailureMode.class),
            "tempfail",
            "dunno",
            "What happens while the identity provider cannot be asked. tempfail: mail that needs it is deferred with"
                    + " 451. dunno: the check that needs it is passed over.");

    static final KeyDefinition<PolicySection.NullSender> AUTHENTICATED_NULL_SENDER = optional(
            "policy.authenticated_null_sender",
            ValueReaders.oneOf(PolicySection.NullSender.class),
            "reject",
            "allow",
            "Whether somebody who logged in may send with the empty sender <>: reject or allow.");

    static final KeyDefinition<Boolean> DISABLED_USERS_RECEIVE = optional(
            "policy.disabled_users_receive",
            Scalars::flag,
            "false",
            "true",
            "Whether mail for a disabled account is taken, or refused as for an account that does not exist.");

    static final KeyDefinition<String> RECIPIENT_DELIMITER = optional(
            "policy.recipient_delimiter",
            ValueReaders::delimiter,
            null,
            "\"+\"",
            "The characters that separate a user from an extension, as in user+lists@example.com: Postfix's"
                    + " recipient_delimiter. Without it: none.");

    static final KeyDefinition<Integer> GROUP_MEMBER_LIMIT = optional(
            "policy.group_member_limit",
            ValueReaders::members,
            "1000",
            "2500",
            "How many members a group with an address may have, from 1 to 10000. Mail for a larger one is deferred, never"
                    + " sent to some of them. Above 1000, Postfix's virtual_alias_expansion_limit has to be raised too.");

    static final KeyDefinition<MailDomain> ORIGIN = optional(
            "policy.origin",
            ValueReaders::domain,
            null,
            "example.com",
            "The domain that an address without one gets: Postfix's myorigin. Without it, mail from or to such an address is"
                    + " deferred, and a client that has not logged in cannot send as one.");

    static final KeyDefinition<List<NetworkRange>> TRUSTED_NETWORKS = optional(
            "policy.trusted_networks",
            ValueReaders::networks,
            null,
            "[127.0.0.0/8, \"::1/128\", 192.0.2.0/24]",
            "Networks whose clients may send as a local domain, and to elsewhere, without a login. Without it: none.");

    static final KeyDefinition<ForeignRecipients> FOREIGN_RECIPIENTS = optional(
            "policy.foreign_recipients",
            ValueReaders.oneOf(ForeignRecipients.class),
            "dunno",
            "reject",
            "What happens to a recipient outside the local domains whose client has not logged in. dunno: Postfix's own"
                    + " relay restrictions decide. reject: it is refused with 550, save from policy.trusted_networks.");

    static final KeyDefinition<Set<ReturnPath>> RETURN_PATHS = optional(
            "policy.return_paths",
            SiteReaders::returnPaths,
            null,
            "[srs]",
            "Return paths that bounces, which have the sender <>, may go to, because Postfix turns them back into"
                    + " addresses later: srs for SRS0=... and SRS1=..., prvs for prvs=tag=user. []: none. Without it: both.");

    static final KeyDefinition<DeliverTo> DELIVER_TO = optional(
            "policy.deliver_to",
            ValueReaders.oneOf(DeliverTo.class),
            "address",
            "login",
            "Under which address mail for an account is handed on. address: the recipient stays what it is. login: the map"
                    + " alias rewrites every address of an account to login@domain; mail for an account for which that leads"
                    + " to somebody else too is deferred.");

    static final KeyDefinition<Boolean> LOGIN_IS_ADDRESS = optional(
            "policy.login_is_address",
            Scalars::flag,
            "true",
            "false",
            "Whether a user name with @ that is no login stands for the one account whose primary address it is.");

    static final KeyDefinition<ExternalNetworks> EXTERNAL_SENDERS = optional(
            "policy.external_senders",
            SiteReaders::externalSenders,
            null,
            "{example.com: [198.51.100.0/24]}",
            "Local domains, and for each the networks whose hosts may send as it without a login. Without it: none.");

    static final KeyDefinition<Boolean> DECISION_IDS = optional(
            "policy.decision_ids",
            Scalars::flag,
            "false",
            "true",
            "Whether the SMTP text of a refusal and of a deferral ends with the id that the decision has in the log, such as"
                    + " [id 7QK2M9XD]; mailcloakctl explain --id finds it.");

    static final KeyDefinition<ListenAddress> POLICY_SOCKET = required(
            "sockets.policy_socket",
            ValueReaders::listenAddress,
            "/var/spool/postfix/mailcloak/policy",
            "Where the policy service listens: a path, unix:path or inet:host:port. A path has at most 106 bytes, and"
                    + " lies inside Postfix's queue directory if Postfix runs chrooted.");

    static final KeyDefinition<ListenAddress> SOCKETMAP_SOCKET = required(
            "sockets.socketmap_socket",
            ValueReaders::listenAddress,
            "/var/spool/postfix/mailcloak/socketmap",
            "Where the socketmap service listens, written in the same way.");

    static final KeyDefinition<String> SOCKET_OWNER_USER = optional(
            "sockets.socket_owner_user",
            Scalars::text,
            null,
            "postfix",
            "The user that owns the sockets. Without it: the user that the service runs as.");

    static final KeyDefinition<String> SOCKET_OWNER_GROUP = optional(
            "sockets.socket_owner_group",
            Scalars::text,
            null,
            "postfix",
            "The group that owns the sockets. Without it: the group of the user that the service runs as.");

    static final KeyDefinition<FileMode> SOCKET_MODE = optional(
            "sockets.socket_mode",
            ValueReaders::fileMode,
            "0660",
            "0600",
            "Who may connect to the sockets: an octal file mode, with or without quotes.");

    static final KeyDefinition<List<String>> ALLOWED_PEER_USERS = optional(
            "sockets.allowed_peer_users",
            ValueReaders::users,
            null,
            "[postfix]",
            "The users whose processes may use the Unix domain sockets, by name or uid, beside root and the user that the"
                    + " service runs as; the kernel tells who connects. Without it: whoever the mode lets in.");

    static final KeyDefinition<List<NetworkRange>> ALLOWED_NETWORKS = optional(
            "sockets.allowed_networks",
            ValueReaders::networks,
            null,
            "[192.0.2.0/28, \"2001:db8::25/128\"]",
            "Networks whose hosts may use the sockets of the kind inet, beside this machine itself. A socket that other"
                    + " machines can reach needs it.");

    static final KeyDefinition<Map<String, ListenAddress.Inet>> TCP_TABLES = optional(
            "sockets.tcp_tables",
            ValueReaders::tcpTables,
            null,
            "{alias: \"inet:127.0.0.1:10051\", mailbox: \"inet:127.0.0.1:10052\"}",
            "Maps that are served by the older protocol of tcp_table(5) too, each on a port of its own.");

    static final KeyDefinition<Optional<ListenAddress.Unix>> CONTROL_SOCKET = optional(
            "sockets.control_socket",
            ValueReaders::controlSocket,
            null,
            "/run/mailcloak/control",
            "Where the running server answers mailcloakctl status: a path of at most 106 bytes, or none. It tells states and"
                    + " counts, no addresses; its mode is 0660. Without it: control.sock beside the database.");

    static final KeyDefinition<String> DAEMON_USER = optional(
            "daemon.user",
            Scalars::text,
            null,
            "mailcloak",
            "The user that the service runs as. Started as root it opens its sockets and then becomes this user, for good"
                    + " and with that user's groups, before it opens anything else. Without it: whoever starts it.");

    static final KeyDefinition<LogSection.Level> LOG_LEVEL = optional(
            "log.level",
            ValueReaders.oneOf(LogSection.Level.class),
            "info",
            "debug",
            "The least severe level that is logged: trace, debug, info, warn or error.");

    static final KeyDefinition<LogSection.Addresses> LOG_ADDRESSES = optional(
            "log.addresses",
            ValueReaders.oneOf(LogSection.Addresses.class),
            "full",
            "domain",
            "How much of a mail address is logged: full, domain or none.");

    static final KeyDefinition<LogSection.Format> LOG_FORMAT = optional(
            "log.format",
            ValueReaders.oneOf(LogSection.Format.class),
            "text",
            "json",
            "How a line of the log is written: text or json.");

    static final KeyDefinition<ListenAddress.Inet> HTTP_LISTEN = optional(
            "http.listen",
            ValueReaders::httpAddress,
            null,
            "9464",
            "Where /metrics and /health are served over HTTP: a port, which means this machine only, or host:port. It has"
                    + " neither a password nor encryption. Without it: not at all.");

    /** In the order of the documentation. */
    static final List<KeyDefinition<?>> ALL = List.of(
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
            FOREIGN_RECIPIENTS,
            RETURN_PATHS,
            DELIVER_TO,
            LOGIN_IS_ADDRESS,
            EXTERNAL_SENDERS,
            DECISION_IDS,
            POLICY_SOCKET,
            SOCKETMAP_SOCKET,
            SOCKET_OWNER_USER,
            SOCKET_OWNER_GROUP,
            SOCKET_MODE,
            ALLOWED_PEER_USERS,
            ALLOWED_NETWORKS,
            TCP_TABLES,
            CONTROL_SOCKET,
            DAEMON_USER,
            LOG_LEVEL,
            LOG_ADDRESSES,
            LOG_FORMAT,
            HTTP_LISTEN);

    private ConfigurationKeys() {}

    /** The names of the keys directly in a section. */
    static Set<String> namesIn(String section) {
        return ALL.stream()
                .filter(key -> key.section().equals(section))
                .map(KeyDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> KeyDefinition<T> required(
            String key, ValueReader<T> reader, String example, String description) {
        return new KeyDefinition<>(new ConfigurationKey(key, description, example, Optional.empty(), true), reader);
    }

    private static <T> KeyDefinition<T> optional(
            String key, ValueReader<T> reader, @Nullable String defaultValue, String example, String description) {
        Optional<String> written = Optional.ofNullable(defaultValue);
        return new KeyDefinition<>(new ConfigurationKey(key, description, example, written, false), reader);
    }
}
