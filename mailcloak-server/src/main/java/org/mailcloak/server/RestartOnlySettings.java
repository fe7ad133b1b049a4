package org.mailcloak.server;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.IdpSection;
import org.mailcloak.server.handler.Protocol;

/** What a running service cannot change: what it has opened, and the user that opened it. */
final class RestartOnlySettings {

    /** A key, and its value in a configuration. */
    private record Part(String key, Function<Configuration, Object> value) {}

    private static final List<Part> PARTS = Stream.of(
                    Stream.of(new Part("sqlite.path", Configuration::database)),
                    Protocols.ALL.stream().map(RestartOnlySettings::sockets),
                    Stream.of(
                            new Part(
                                    "sockets.socket_owner_user",
                                    all -> all.sockets().ownerUser()),
                            new Part(
                                    "sockets.socket_owner_group",
                                    all -> all.sockets().ownerGroup()),
                            new Part("sockets.socket_mode", all -> all.sockets().mode()),
                            new Part(
                                    "sockets.control_socket",
                                    all -> all.sockets().control()),
                            new Part("daemon.user", Configuration::daemonUser),
                            new Part("http.listen", Configuration::httpListen)))
            .flatMap(parts -> parts)
            .toList();

    private RestartOnlySettings() {}

    private static Part sockets(Protocol<?> protocol) {
        return new Part(protocol.key(), all -> Set.copyOf(protocol.endpoints(all.sockets())));
    }

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
                running.sockets()
                        .admitting(
                                wanted.sockets().allowedPeerUsers(),
                                wanted.sockets().allowedNetworks()),
                running.daemonUser(),
                wanted.log(),
                running.httpListen(),
                wanted.warnings());
    }
}
