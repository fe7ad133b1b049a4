package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.server.LocalService.Kind;
import org.mailcloak.server.transport.Peer;

/** The map {@code alias} by tcp_table(5), over a real port. */
class TcpTableServiceTest {

    @TempDir
    private static Path folder;

    private static LocalService service;

    @BeforeAll
    static void start() {
        service = LocalService.start(Kind.INET, folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "get sales@d1.test, 200 alice@d1.test",
        "get SALES@D1.TEST, 200 alice@d1.test",
        "get b%C3%BCro@d1.test, 200 alice@d1.test",
        "get two%20words@d1.test, 200 bob@d1.test",
        "get nobody@d1.test, 500 Not%20found",
        "get *, 500 Not%20found",
        "get %FF@d1.test, 500 Not%20found"
    })
    void lookUpShouldBeAnsweredByOneLine(String request, String reply) {
        try (Peer peer = service.aliasTable()) {
            assertThat(peer.send(request + "\n").receive(reply.length() + 1)).isEqualTo(reply + "\n");
        }
    }

    @Test
    void repliesShouldKeepTheirOrderWhereverTheRequestsAreCut() {
        byte[] requests =
                "get sales@d1.test\nget x@d1.test\nget two%20words@d1.test\n".getBytes(StandardCharsets.US_ASCII);
        String replies = "200 alice@d1.test\n500 Not%20found\n200 bob@d1.test\n";
        for (int cut = 0; cut <= requests.length; cut++) {
            try (Peer peer = service.aliasTable()) {
                peer.send(ByteBuffer.wrap(requests, 0, cut));
                peer.send(ByteBuffer.wrap(requests, cut, requests.length - cut));

                assertThat(peer.receive(replies.length())).as("cut at %d", cut).isEqualTo(replies);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"put a b\n", "get a b\n", "17:alias a@d1.test,\n", "get %zz\n"})
    void connectionShouldBeClosedWhenTheRequestIsNone(String request) {
        try (Peer peer = service.aliasTable()) {
            assertThat(peer.send("get nobody@d1.test\n" + request).receiveToEnd())
                    .isEqualTo("500 Not%20found\n");
        }
    }
}
