package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.ProviderConfig.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * How the directory is reached.
 *
 * @param servers with the same content, tried in this order; never empty
 * @param bindDn whom the service logs in as; Active Directory takes other names than DNs too
 * @param password never empty: with an empty one, a login succeeds as nobody (RFC 4513 section 5.1.2)
 * @param caFile certificates in PEM that sign those of the servers, instead of the Java runtime's
 */
record Access(List<Server> servers, String bindDn, Secret password, Optional<Path> caFile, Limits limits) {

    private static final String URL = "url";
    private static final String BIND_DN = "bind_dn";
    private static final String BIND_PASSWORD = "bind_password";
    private static final String START_TLS = "start_tls";
    private static final String ALLOW_PLAIN_TEXT = "allow_plain_text";
    private static final String CA_FILE = "ca_file";

    Access {
        servers = List.copyOf(servers);
        if (servers.isEmpty() || bindDn.isBlank() || password.reveal().isBlank()) {
            throw new IllegalArgumentException("Access needs a server, a name and a password");
        }
    }

    static List<Setting> declared() {
        return List.of(
                Setting.required(
                        URL, Kind.LIST, "One server or a list of servers with the same content, tried in this order."),
                Setting.required(BIND_DN, Kind.TEXT, "Whom the service logs in as."),
                Setting.required(BIND_PASSWORD, Kind.SECRET, "The password for it."),
                Setting.optional(
                        START_TLS,
                        Kind.FLAG,
                        "Whether connections to ldap:// are encrypted with StartTLS. Without it: false."),
                Setting.optional(
                        ALLOW_PLAIN_TEXT,
                        Kind.FLAG,
                        "Whether the password may travel in the clear to another host. Without it: false."),
                Setting.optional(
                        CA_FILE,
                        Kind.PATH,
                        "A file with the certificates, in PEM, that sign the servers'; instead of the system's."));
    }

    /** @throws ProviderConfigException if a server is not named well, or the password would travel in the clear */
    static Access from(ProviderConfig config) {
        boolean startTls = config.flag(START_TLS, false);
        List<Server> servers = config.list(URL).stream()
                .map(url -> Server.parse(url.strip(), startTls))
                .toList();
        if (servers.isEmpty()) {
            throw new ProviderConfigException(URL + ": expected at least one server");
        }
        if (!config.flag(ALLOW_PLAIN_TEXT, false)) {
            servers.forEach(Access::refusePlainText);
        }
        return new Access(
                servers,
                required(BIND_DN, config.text(BIND_DN)),
                required(BIND_PASSWORD, config.secret(BIND_PASSWORD)),
                config.path(CA_FILE),
                Limits.from(config));
    }

    private static void refusePlainText(Server server) {
        if (!server.isEncrypted() && !server.isLoopback()) {
            throw new ProviderConfigException(
                    "url: the password would travel in the clear to " + server + ": expected ldaps://, or " + START_TLS
                            + ": true, or (if the network between is safe) " + ALLOW_PLAIN_TEXT + ": true");
        }
    }
}
