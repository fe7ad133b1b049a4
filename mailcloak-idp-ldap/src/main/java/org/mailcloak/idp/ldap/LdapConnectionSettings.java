package org.mailcloak.idp.ldap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * How the directory is reached.
 *
 * @param servers with the same content, tried in this order; never empty
 * @param identification as whom the service asks
 * @param caFile certificates in PEM that sign those of the servers, instead of the Java runtime's
 */
record LdapConnectionSettings(
        List<LdapEndpoint> servers, Identification identification, Optional<Path> caFile, LdapLimits limits) {

    private static final String URL = "url";
    private static final String START_TLS = "start_tls";
    private static final String ALLOW_PLAIN_TEXT = "allow_plain_text";
    private static final String CA_FILE = "ca_file";

    LdapConnectionSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("Access needs a server");
        }
    }

    static List<Setting> declared() {
        List<Setting> settings = new ArrayList<>(
                List.of(
                        Setting.required(
                                URL,
                                Kind.LIST,
                                "One server or a list of servers with the same content, tried in this order: ldaps://, ldap:// or ldapi://.")));
        settings.addAll(Identification.declared());
        settings.addAll(List.of(
                Setting.optional(
                        START_TLS,
                        Kind.FLAG,
                        "Whether connections to ldap:// are encrypted with StartTLS. Without it: false."),
                Setting.optional(
                        ALLOW_PLAIN_TEXT,
                        Kind.FLAG,
                        "Whether the password and the answers may travel in the clear to another host. Without it: false."),
                Setting.optional(
                        CA_FILE,
                        Kind.PATH,
                        "A file with the certificates, in PEM, that sign the servers'; instead of the system's.")));
        return List.copyOf(settings);
    }

    /** @throws ProviderConfigException if a server is not named well, or the password would travel in the clear */
    static LdapConnectionSettings from(ProviderConfig config) {
        boolean startTls = config.flag(START_TLS, false);
        List<LdapEndpoint> servers = config.list(URL).stream()
                .map(url -> LdapEndpoint.parse(url.strip(), startTls))
                .toList();
        if (servers.isEmpty()) {
            throw new ProviderConfigException(URL + ": expected at least one server");
        }
        if (!config.flag(ALLOW_PLAIN_TEXT, false)) {
            servers.forEach(LdapConnectionSettings::refusePlainText);
        }
        return new LdapConnectionSettings(
                servers, Identification.from(config, servers), config.path(CA_FILE), LdapLimits.from(config));
    }

    private static void refusePlainText(LdapEndpoint server) {
        if (!server.isEncrypted() && !server.isLoopback()) {
            throw new ProviderConfigException("url: the password and all answers would travel in the clear to " + server
                    + ": expected ldaps://, or " + START_TLS + ": true, or (if the network between is safe) "
                    + ALLOW_PLAIN_TEXT + ": true");
        }
    }
}
