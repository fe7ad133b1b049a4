package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets of the kind inet: who may use them, and tables of their own. */
class TcpSettingsTest {

    private static final String OPEN = "other machines can reach this port: say in sockets.allowed_networks which may,"
            + " such as 192.0.2.25/32, or listen on 127.0.0.1";

    private static String file(String policy, String more) {
        return """
                idp: {provider: local}
                sqlite: {path: state.db}
                sockets:
                  policy_socket: %s
                  socketmap_socket: socketmap.sock
                %s
                """.formatted(policy, more);
    }

    @ParameterizedTest
    @CsvSource({"inet:0.0.0.0:10025", "'inet:[::]:10025'", "inet:192.0.2.1:10025", "inet:mail.example.com:10025"})
    void portThatOthersCanReachShouldBeRefusedWithoutNetworks(String address) {
        assertThat(Drafts.problems(file(address, "")))
                .singleElement()
                .asString()
                .isEqualTo("4:18: sockets.policy_socket: " + OPEN);
        assertThat(Drafts.problems(file(address, "  allowed_networks: 192.0.2.0/24")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"inet:127.0.0.1:10025", "'inet:[::1]:10025'", "inet:localhost:10025"})
    void portOfThisMachineShouldNeedNoNetworks(String address) {
        assertThat(Drafts.problems(file(address, ""))).isEmpty();
    }

    @Test
    void tableThatOthersCanReachShouldBeRefusedWithoutNetworks() {
        assertThat(Drafts.problems(file("p", "  tcp_tables: {alias: \"inet:0.0.0.0:10051\"}")))
                .containsExactly("6:15: sockets.tcp_tables: " + OPEN);
    }

    @Test
    void openPortShouldNotBeBlamedWhenANetworkCannotBeRead() {
        assertThat(Drafts.problems(file("inet:0.0.0.0:10025", "  allowed_networks: 300.0.2.0/24")))
                .singleElement()
                .asString()
                .contains("sockets.allowed_networks: expected a network such as");
    }

    @Test
    void networkOfEverybodyShouldBeWarnedOf() {
        assertThat(Drafts.warnings(file("inet:0.0.0.0:10025", "  allowed_networks: 0.0.0.0/0")))
                .singleElement()
                .asString()
                .contains("0.0.0.0/0 lets every host ask the services");
    }

    @Test
    void tablesShouldBeReadInTheirOrder() {
        SocketsSection sockets = Drafts.read(
                        file("p", "  tcp_tables: {sender: 'inet:127.0.0.1:10052', alias: 'inet:[::1]:10051'}"))
                .sockets();

        assertThat(sockets.tcpTables())
                .containsExactly(
                        Map.entry("sender", new ListenAddress.Inet("127.0.0.1", 10052)),
                        Map.entry("alias", new ListenAddress.Inet("::1", 10051)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{aliases: 'inet:127.0.0.1:1'} | expected a map of [alias, domain, mailbox, recipient, sender, access, transport, certificate], found `aliases`",
                "{alias: /run/x} | expected inet:host:port for the map alias, found `/run/x`",
                "{alias: 'inet:127.0.0.1'} | expected inet:host:port with a port from 1 to 65535, found `inet:127.0.0.1`",
                "{alias: 'inet:127.0.0.1:1', alias: 'inet:127.0.0.1:2'} | expected each map once, found alias twice",
                "alias | expected a mapping such as {alias: \"inet:127.0.0.1:10051\"}, found a text"
            })
    void badTableShouldBeRefused(String value, String message) {
        assertThat(Drafts.problems(file("p", "  tcp_tables: " + value)))
                .singleElement()
                .asString()
                .endsWith("sockets.tcp_tables: " + message);
    }

    @Test
    void portShouldServeOneThing() {
        assertThat(Drafts.problems(file(
                        "inet:127.0.0.1:10051",
                        "  tcp_tables: {alias: 'inet:127.0.0.1:10051', sender: 'inet:127.0.0.1:10052'}")))
                .singleElement()
                .asString()
                .endsWith("expected an address of its own for each map and service, found inet:127.0.0.1:10051 twice");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "192.0.2.7, true",
        "::ffff:192.0.2.7, true",
        "2001:db8::1, true",
        "192.0.3.7, false",
        "2001:db9::1, false",
        "localhost, false"
    })
    void hostShouldBeAdmittedIfItIsThisOneOrInANetwork(String host, boolean admitted) {
        SocketsSection sockets = Drafts.read(file("p", "  allowed_networks: [192.0.2.0/24, '2001:db8::/32']"))
                .sockets();

        assertThat(sockets.admits(host)).isEqualTo(admitted);
    }
}
