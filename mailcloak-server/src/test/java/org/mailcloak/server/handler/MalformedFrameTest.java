package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.server.transport.ConnectionRegistry;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Listener;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.server.transport.PeerAccessPolicy;
import org.mailcloak.server.transport.ProtocolHandler;
import org.mailcloak.server.transport.SocketAccess;
import org.mailcloak.table.AddressMaps;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

/** What no Postfix sends closes that connection alone, with one warning. In the tables a byte is a character. */
class MalformedFrameTest {

    private static final String POLICY_REQUEST = "request=smtpd_access_policy\nprotocol_state=DATA\n\n";
    private static final String POLICY_REPLY = "action=DUNNO\n\n";
    private static final String SOCKETMAP_REQUEST = "15:alias a@d1.test,";
    private static final String SOCKETMAP_REPLY = "9:NOTFOUND ,";

    private final InMemoryMailStore store = new InMemoryMailStore();
    private final DecisionLog decisions = new DecisionLog(LogSection.Addresses.NONE);
    private final ConnectionRegistry connections = ConnectionRegistry.start(Limits.defaults(), System::nanoTime, 1);
    private LogCapture log;

    @BeforeEach
    void open() {
        log = LogCapture.from(Level.WARN);
    }

    @AfterEach
    void close() {
        connections.stop(Duration.ZERO);
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no equals sign\n\n",
                "request\n\n",
                "=value\n\n",
                "=\n\n",
                "request=smtpd_access_policy\r\n\r\n",
                "\r\n",
                "request=smtpd_access_policy\0\n\n",
                "\0",
                "sender=a\0b@d1.test\n\n",
                "GET / HTTP/1.0\r\n\r\n",
                "EHLO client.test\r\n",
                "22:alias sales@d1.test,\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "\u00ff\u00fe\u00fd\u00fc\n",
                "request=smtpd_access_policy\nno equals sign\n\n"
            })
    void policyConnectionShouldBeClosedAloneWithOneWarning(String frame) {
        check(policy(), POLICY_REQUEST, POLICY_REPLY, frame);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, 64 * 1024 + 1, 200_000})
    void policyConnectionShouldBeClosedAloneWithOneWarningWhenTheRequestIsTooLong(int length) {
        check(policy(), POLICY_REQUEST, POLICY_REPLY, "sender=" + "x".repeat(length - 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ":",
                ",",
                " 7:alias *,",
                "\n7:alias *,",
                "-7:alias *,",
                "+7:alias *,",
                "07:alias *,",
                "00:,",
                "7 :alias *,",
                "7;alias *,",
                "0x7:alias *,",
                "6:alias *,",
                "8:alias *,x",
                "7:alias *;",
                "7:alias *\n",
                "0:,",
                "5:alias,",
                "1: ,",
                "2: k,",
                "9:alias \0 *,",
                "16385:",
                "99999999999999999999:alias *,",
                "4294967303:alias *,",
                "2147483648:",
                "request=smtpd_access_policy\n\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "\u00ff\u00fe\u00fd"
            })
    void socketmapConnectionShouldBeClosedAloneWithOneWarning(String frame) {
        check(socketmap(), SOCKETMAP_REQUEST, SOCKETMAP_REPLY, frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r", "request=smtpd_access_policy", "request=smtpd_access_policy\n"})
    void policyConnectionShouldEndWithoutAWarningWhenThePeerLeaves(String begun) {
        checkEnd(policy(), POLICY_REQUEST, POLICY_REPLY, begun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7:", "7:ali", "7:alias *"})
    void socketmapConnectionShouldEndWithoutAWarningWhenThePeerLeaves(String begun) {
        checkEnd(socketmap(), SOCKETMAP_REQUEST, SOCKETMAP_REPLY, begun);
    }

    private void check(ProtocolHandler.Factory handlers, String request, String reply, String frame) {
        try (Listener listener = listen(handlers);
                Peer other = Peer.inet(listener.port());
                Peer bad = Peer.inet(listener.port())) {
            assertThat(other.send(request).receive(reply.length())).isEqualTo(reply);

            assertThat(bad.send(bytes(request + frame)).receiveToEnd()).isEqualTo(reply);

            assertThat(other.send(request).receive(reply.length())).isEqualTo(reply);
            other.finish();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> connections.count() == 0);
            assertThat(log.events()).hasSize(1);
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("test#2: closed, the peer sent no valid request: ")
                    .matches("[ -~]{1,300}");
        }
    }

    private void checkEnd(ProtocolHandler.Factory handlers, String request, String reply, String begun) {
        try (Listener listener = listen(handlers);
                Peer other = Peer.inet(listener.port());
                Peer leaving = Peer.inet(listener.port())) {
            assertThat(leaving.send(bytes(request + begun)).finish().receiveToEnd())
                    .isEqualTo(reply);

            assertThat(other.send(request).finish().receiveToEnd()).isEqualTo(reply);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> connections.count() == 0);
            assertThat(log.events()).isEmpty();
        }
    }

    private static byte[] bytes(String characters) {
        return characters.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Listener listen(ProtocolHandler.Factory handlers) {
        Listener listener = Listener.bind(
                "test",
                new ListenAddress.Inet("127.0.0.1", 0),
                new SocketAccess(Optional.empty(), Optional.empty(), PosixFilePermissions.fromString("rw-------")));
        listener.start(handlers, connections, PeerAccessPolicy::everybody, Limits.defaults());
        return listener;
    }

    private ProtocolHandler.Factory policy() {
        PolicyService service = new PolicyService(
                PolicyRules.defaults(),
                () -> LookupsFixture.of(store, new FakeIdentityProvider()),
                decisions,
                RequestObserver.NONE);
        return () -> CodecHandler.policy(() -> service);
    }

    private ProtocolHandler.Factory socketmap() {
        LookupService service = new LookupService(
                AddressMaps.all(PolicyRules.defaults()),
                () -> LookupsFixture.of(store, new FakeIdentityProvider()),
                decisions,
                RequestObserver.NONE);
        return () -> CodecHandler.socketmap(() -> service);
    }
}
