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
    private final Values values;
    private final Problems problems;

    CrossChecks(Sections sections, Values values, Problems problems) {
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
    }

    private void socketsDiffer() {
        Optional<ListenAddress> policy = values.find(Keys.POLICY_SOCKET).map(CrossChecks::normal);
        Optional<ListenAddress> socketmap = values.find(Keys.SOCKETMAP_SOCKET).map(CrossChecks::normal);
        if (policy.isPresent() && policy.equals(socketmap)) {
            problems.error(
                    sections.placeOf(Keys.SOCKETMAP_SOCKET),
                    Keys.SOCKETMAP_SOCKET.doc().key(),
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
        if (values.find(Keys.SOCKET_MODE).filter(FileMode::othersMayWrite).isPresent()) {
            problems.warning(
                    sections.placeOf(Keys.SOCKET_MODE),
                    Keys.SOCKET_MODE.doc().key(),
                    "every user of this machine may ask the services; 0660 with the group of Postfix is enough");
        }
    }

    private void peersAreOfUnixSockets() {
        boolean tcp = values.find(Keys.POLICY_SOCKET)
                        .filter(ListenAddress.Inet.class::isInstance)
                        .isPresent()
                || values.find(Keys.SOCKETMAP_SOCKET)
                        .filter(ListenAddress.Inet.class::isInstance)
                        .isPresent();
        if (tcp && values.find(Keys.ALLOWED_PEER_USERS).isPresent()) {
            problems.warning(
                    sections.placeOf(Keys.ALLOWED_PEER_USERS),
                    Keys.ALLOWED_PEER_USERS.doc().key(),
                    "a socket of the kind inet has no peers whose user is known: sockets.allowed_networks says who may use it");
        }
    }

    private void portsDiffer() {
        Set<ListenAddress> seen = new HashSet<>();
        values.find(Keys.POLICY_SOCKET).ifPresent(seen::add);
        values.find(Keys.SOCKETMAP_SOCKET).ifPresent(seen::add);
        values.find(Keys.TCP_TABLES).orElse(Map.of()).forEach((map, address) -> {
            if (!seen.add(address)) {
                problems.error(
                        sections.placeOf(Keys.TCP_TABLES),
                        Keys.TCP_TABLES.doc().key(),
                        "expected an address of its own for each map and service, found " + address + " twice");
            }
        });
    }

    /** Whoever reaches these ports can ask who exists, and needs no password. */
    private void openPortsNameTheirNetworks() {
        boolean named = sections.given(Keys.ALLOWED_NETWORKS).isPresent();
        Stream.of(Keys.POLICY_SOCKET, Keys.SOCKETMAP_SOCKET)
                .filter(key -> values.find(key).filter(CrossChecks::isOpen).isPresent())
                .filter(key -> !named)
                .forEach(this::refuseOpen);
        if (!named
                && values.find(Keys.TCP_TABLES).orElse(Map.of()).values().stream()
                        .anyMatch(CrossChecks::isOpen)) {
            refuseOpen(Keys.TCP_TABLES);
        }
        for (NetworkRange network : values.find(Keys.ALLOWED_NETWORKS).orElse(List.of())) {
            if (network.isEverything()) {
                problems.warning(
                        sections.placeOf(Keys.ALLOWED_NETWORKS),
                        Keys.ALLOWED_NETWORKS.doc().key(),
                        network + " lets every host ask the services: who exists, and who owns which address");
            }
        }
    }

    private static boolean isOpen(ListenAddress address) {
        return address instanceof ListenAddress.Inet inet && !inet.isLoopback();
    }

    private void refuseOpen(Key<?> key) {
        problems.error(
                sections.placeOf(key),
                key.doc().key(),
                "other machines can reach this port: say in sockets.allowed_networks which may, such as 192.0.2.25/32, or"
                        + " listen on 127.0.0.1");
    }

    private void networksAreNarrow() {
        List<NetworkRange> networks = values.find(Keys.TRUSTED_NETWORKS).orElse(List.of());
        for (NetworkRange network : networks) {
            if (network.isEverything()) {
                problems.warning(
                        sections.placeOf(Keys.TRUSTED_NETWORKS),
                        Keys.TRUSTED_NETWORKS.doc().key(),
                        network + " lets every client send as a local domain without a login");
            }
        }
    }

    private void httpStaysOnThisMachine() {
        values.find(Keys.HTTP_LISTEN)
                .filter(address -> !address.isLoopback())
                .ifPresent(address -> problems.warning(
                        sections.placeOf(Keys.HTTP_LISTEN),
                        Keys.HTTP_LISTEN.doc().key(),
                        address.hostAndPort() + " can be reached from other machines, without a password and without"
                                + " encryption: let a firewall or a proxy say who may"));
    }

    /** The older program took 0 for "not set". */
    private void cacheTtlIsNotZero() {
        if (values.find(Keys.CACHE_TTL).filter(Duration::isZero).isPresent()) {
            Duration standard = Values.ofDefaults().find(Keys.CACHE_TTL).orElseThrow();
            values.put(Keys.CACHE_TTL, standard);
            problems.warning(
                    sections.placeOf(Keys.CACHE_TTL),
                    sections.nameOf(Keys.CACHE_TTL),
                    "0 means the default, " + standard.toSeconds());
        }
    }
}
