package org.mailcloak.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What no key can check by itself, and what works but is worth a warning. */
final class CrossChecks {

    private final Sections sections;
    private final ConfigurationValues values;
    private final Problems problems;

    CrossChecks(Sections sections, ConfigurationValues values, Problems problems) {
        this.sections = sections;
        this.values = values;
        this.problems = problems;
    }

    void run() {
        socketsDiffer();
        socketModeIsNarrow();
        peersAreOfUnixSockets();
        portsDiffer();
        openPortsNameTheirNetworks();
        networksAreNarrow();
        cacheTtlIsNotZero();
        httpStaysOnThisMachine();
        idsAreLogged();
    }

    private void socketsDiffer() {
        Optional<ListenAddress> policy =
                values.find(ConfigurationKeys.POLICY_SOCKET).map(CrossChecks::normal);
        Optional<ListenAddress> socketmap =
                values.find(ConfigurationKeys.SOCKETMAP_SOCKET).map(CrossChecks::normal);
        if (policy.isPresent() && policy.equals(socketmap)) {
            problems.error(
                    sections.placeOf(ConfigurationKeys.SOCKETMAP_SOCKET),
                    ConfigurationKeys.SOCKETMAP_SOCKET.doc().key(),
                    "expected another address than sockets.policy_socket, found the same");
        }
    }

    private static ListenAddress normal(ListenAddress address) {
        if (!(address instanceof ListenAddress.Unix unix)) {
            return address;
        }
        Path path = unix.path().normalize();
        return path.toString().isEmpty() ? unix : new ListenAddress.Unix(path);
    }

    private void socketModeIsNarrow() {
        if (values.find(ConfigurationKeys.SOCKET_MODE)
                .filter(FileMode::othersMayWrite)
                .isPresent()) {
            problems.warning(
                    sections.placeOf(ConfigurationKeys.SOCKET_MODE),
                    ConfigurationKeys.SOCKET_MODE.doc().key(),
                    "every user of this machine may ask the services; 0660 with the group of Postfix is enough");
        }
    }

    private void peersAreOfUnixSockets() {
        boolean tcp = values.find(ConfigurationKeys.POLICY_SOCKET)
                        .filter(ListenAddress.Inet.class::isInstance)
                        .isPresent()
                || values.find(ConfigurationKeys.SOCKETMAP_SOCKET)
                        .filter(ListenAddress.Inet.class::isInstance)
                        .isPresent();
        if (tcp && values.find(ConfigurationKeys.ALLOWED_PEER_USERS).isPresent()) {
            problems.warning(
                    sections.placeOf(ConfigurationKeys.ALLOWED_PEER_USERS),
                    ConfigurationKeys.ALLOWED_PEER_USERS.doc().key(),
                    "a socket of the kind inet has no peers whose user is known: sockets.allowed_networks says who may use it");
        }
    }

    private void portsDiffer() {
        Set<ListenAddress> seen = new HashSet<>();
        values.find(ConfigurationKeys.POLICY_SOCKET).ifPresent(seen::add);
        values.find(ConfigurationKeys.SOCKETMAP_SOCKET).ifPresent(seen::add);
        values.find(ConfigurationKeys.TCP_TABLES).orElse(Map.of()).forEach((map, address) -> {
            if (!seen.add(address)) {
                problems.error(
                        sections.placeOf(ConfigurationKeys.TCP_TABLES),
                        ConfigurationKeys.TCP_TABLES.doc().key(),
                        "expected an address of its own for each map and service, found " + address + " twice");
            }
        });
    }

    /** A host that reaches these ports can ask which accounts exist, and needs no password. */
    private void openPortsNameTheirNetworks() {
        boolean named = sections.given(ConfigurationKeys.ALLOWED_NETWORKS).isPresent();
        Stream.of(ConfigurationKeys.POLICY_SOCKET, ConfigurationKeys.SOCKETMAP_SOCKET)
                .filter(key -> values.find(key).filter(CrossChecks::isOpen).isPresent())
                .filter(key -> !named)
                .forEach(this::refuseOpen);
        if (!named
                && values.find(ConfigurationKeys.TCP_TABLES).orElse(Map.of()).values().stream()
                        .anyMatch(CrossChecks::isOpen)) {
            refuseOpen(ConfigurationKeys.TCP_TABLES);
        }
        for (NetworkRange network :
                values.find(ConfigurationKeys.ALLOWED_NETWORKS).orElse(List.of())) {
            if (network.isEverything()) {
                problems.warning(
                        sections.placeOf(ConfigurationKeys.ALLOWED_NETWORKS),
                        ConfigurationKeys.ALLOWED_NETWORKS.doc().key(),
                        network + " lets every host ask the services: who exists, and who owns which address");
            }
        }
    }

    private static boolean isOpen(ListenAddress address) {
        return address instanceof ListenAddress.Inet inet && !inet.isLoopback();
    }

    private void refuseOpen(KeyDefinition<?> key) {
        problems.error(
                sections.placeOf(key),
                key.doc().key(),
                "other machines can reach this port: say in sockets.allowed_networks which may, such as 192.0.2.25/32, or"
                        + " listen on 127.0.0.1");
    }

    private void networksAreNarrow() {
        List<NetworkRange> networks =
                values.find(ConfigurationKeys.TRUSTED_NETWORKS).orElse(List.of());
        for (NetworkRange network : networks) {
            if (network.isEverything()) {
                problems.warning(
                        sections.placeOf(ConfigurationKeys.TRUSTED_NETWORKS),
                        ConfigurationKeys.TRUSTED_NETWORKS.doc().key(),
                        network + " lets every client send as a local domain without a login");
            }
        }
    }

    private void httpStaysOnThisMachine() {
        values.find(ConfigurationKeys.HTTP_LISTEN)
                .filter(address -> !address.isLoopback())
                .ifPresent(address -> problems.warning(
                        sections.placeOf(ConfigurationKeys.HTTP_LISTEN),
                        ConfigurationKeys.HTTP_LISTEN.doc().key(),
                        address.hostAndPort() + " can be reached from other machines, without a password and without"
                                + " encryption: let a firewall or a proxy say who may"));
    }

    private void idsAreLogged() {
        LogSection.Level level = values.find(ConfigurationKeys.LOG_LEVEL).orElse(LogSection.DEFAULTS.level());
        boolean hidden = switch (level) {
            case TRACE, DEBUG, INFO -> false;
            case WARN, ERROR -> true;
        };
        if (hidden && values.find(ConfigurationKeys.DECISION_IDS).orElse(false)) {
            problems.warning(
                    sections.placeOf(ConfigurationKeys.DECISION_IDS),
                    ConfigurationKeys.DECISION_IDS.doc().key(),
                    "with this log.level refusals are not logged, so their ids lead nowhere; expected log.level info or"
                            + " lower");
        }
    }

    /** The older program took 0 for "not set". */
    private void cacheTtlIsNotZero() {
        if (values.find(ConfigurationKeys.CACHE_TTL).filter(Duration::isZero).isPresent()) {
            Duration standard = ConfigurationValues.ofDefaults()
                    .find(ConfigurationKeys.CACHE_TTL)
                    .orElseThrow();
            values.put(ConfigurationKeys.CACHE_TTL, standard);
            problems.warning(
                    sections.placeOf(ConfigurationKeys.CACHE_TTL),
                    sections.nameOf(ConfigurationKeys.CACHE_TTL),
                    "0 means the default, " + standard.toSeconds());
        }
    }
}
