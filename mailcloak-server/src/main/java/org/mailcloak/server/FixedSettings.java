package org.mailcloak.server;

import java.util.List;
import java.util.function.Function;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.IdpSection;
import org.mailcloak.config.SocketsSection;

/** What a running service cannot change: what it has opened, and the user that opened it. */
final class FixedSettings {

    /** A key, and its value in a configuration. */
    private record Part(String key, Function<Configuration, Object> value) {}

    private static final List<Part> PARTS = List.of(
            new Part("sqlite.path", Configuration::database),
            new Part(
                    "sockets.policy_socket",
                    configuration -> configuration.sockets().policy()),
            new Part(
                    "sockets.socketmap_socket",
                    configuration -> configuration.sockets().socketmap()),
            new Part(
                    "sockets.socket_owner_user",
                    configuration -> configuration.sockets().ownerUser()),
            new Part(
                    "sockets.socket_owner_group",
                    configuration -> configuration.sockets().ownerGroup()),
            new Part(
                    "sockets.socket_mode",
                    configuration -> configuration.sockets().mode()),
            new Part(
                    "sockets.tcp_tables",
                    configuration -> configuration.sockets().tcpTables()),
            new Part("daemon.user", Configuration::daemonUser),
            new Part("http.listen", Configuration::httpListen));

    private FixedSettings() {}

    /** The keys among them whose values differ. */
    static List<String> changed(Configuration running, Configuration wanted) {
        return PARTS.stream()
                .filter(part -> !part.value().apply(running).equals(part.value().apply(wanted)))
                .map(Part::key)
                .toList();
    }

    /** The wanted configuration with the running one's values for them. */
    static Configuration keep(Configuration running, Configuration wanted) {
        IdpSection idp = wanted.idp();
        SocketsSection sockets = running.sockets();
        return new Configuration(
                new IdpSection(
                        idp.provider(),
                        idp.cacheTtl(),
                        idp.loginTtl(),
                        idp.negativeTtl(),
                        idp.staleTtl(),
                        idp.mirror(),
                        idp.mirrorScan(),
                        idp.settings().map(settings -> settings.withStateDatabase(running.database()))),
                wanted.pluginsDirectory(),
                running.database(),
                wanted.policy(),
                new SocketsSection(
                        sockets.policy(),
                        sockets.socketmap(),
                        sockets.ownerUser(),
                        sockets.ownerGroup(),
                        sockets.mode(),
                        wanted.sockets().allowedPeerUsers(),
                        wanted.sockets().allowedNetworks(),
                        sockets.tcpTables()),
                running.daemonUser(),
                wanted.log(),
                running.httpListen(),
                wanted.warnings());
    }
}
