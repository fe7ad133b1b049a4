package org.mailcloak.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.Directory;
import org.mailcloak.map.AddressMap;
import org.mailcloak.map.MapAnswer;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapReplyDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.store.StoreException;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

class SocketmapEndpointTest {

    private final RecordingObserver observer = new RecordingObserver();

    @Test
    void observerShouldBeToldOfEachAnswerOnce() {
        SocketmapEndpoint endpoint = endpoint(key -> key.equals("a@b") ? MapAnswer.found("c@d") : MapAnswer.notFound());
        answer(endpoint, "alias", "a@b");
        answer(endpoint, "alias", "x@y");
        answer(endpoint, "secret@d1.test", "a@b");

        assertThat(observer.seen()).containsExactly("alias OK", "alias NOTFOUND", "unknown map");
    }

    @Test
    void replyShouldBeOkWhenTheMapHasTheKey() {
        SocketmapReply reply = answer(endpoint(key -> MapAnswer.found("to:" + key)), "alias", "a b@c");

        assertThat(reply).isEqualTo(SocketmapReply.ok("to:a b@c"));
    }

    @Test
    void replyShouldBeNotFoundWhenTheMapHasNoSuchKey() {
        SocketmapReply reply = answer(endpoint(key -> MapAnswer.notFound()), "alias", "a@b");

        assertThat(reply).isEqualTo(SocketmapReply.notFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "nul\0", "unpaired \ud800", "tab\t"})
    void replyShouldBeTempWhenTheResultCannotBeSent(String result) {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(endpoint(key -> MapAnswer.found(result)), "alias", "a@b");

            assertThat(reply.kind()).isEqualTo(SocketmapReply.Kind.TEMP);
            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void replyShouldBeTempWhenTheResultIsTooLong() {
        String result = "x".repeat(SocketmapReply.MAX_PAYLOAD_BYTES);

        assertThat(answer(endpoint(key -> MapAnswer.found(result)), "alias", "a@b")
                        .kind())
                .isEqualTo(SocketmapReply.Kind.TEMP);
    }

    @Test
    void replyShouldBeTempWithoutDetailsWhenTheStoreFails() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(
                    endpoint(key -> {
                        throw new StoreException("disk on fire");
                    }),
                    "alias",
                    "a@b");

            assertThat(reply).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            assertThat(log.messages(Level.WARN)).containsExactly("Map alias: disk on fire");
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void replyShouldBeTempWithoutDetailsWhenTheAnswerCannotBeKnown() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(endpoint(key -> MapAnswer.unavailable("connection refused")), "alias", "a@b");

            assertThat(reply).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            assertThat(log.messages(Level.WARN)).containsExactly("Map alias: connection refused");
        }
    }

    @Test
    void entryThatIsBrokenShouldBeTempAndLoggedOnce() {
        SocketmapEndpoint endpoint = endpoint(key -> MapAnswer.broken(key + " leads back to itself"));
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            for (int i = 0; i < 3; i++) {
                assertThat(answer(endpoint, "alias", "a@b")).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            }

            assertThat(log.messages(Level.WARN)).containsExactly("Map alias: a@b leads back to itself");
        }
    }

    @Test
    void entryThatIsBrokenShouldBeLoggedWithoutAddressesWhenTheyAreNotToBeShown() {
        SocketmapEndpoint endpoint =
                endpoint(key -> MapAnswer.broken(key + " leads back to itself"), LogSection.Addresses.DOMAIN);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            answer(endpoint, "alias", "a@d1.test");
            answer(endpoint, "alias", "b@d1.test");

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("mailcloakctl")
                    .doesNotContain("d1.test");
        }
    }

    @Test
    void replyShouldBeTempWhenTheMapHasADefect() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(
                    endpoint(key -> {
                        throw new IllegalStateException("a defect");
                    }),
                    "alias",
                    "a@b");

            assertThat(reply).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            assertThat(log.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getThrowableProxy()).isNotNull());
        }
    }

    @Test
    void replyShouldBePermAndTheNameLoggedOnceWhenTheMapIsUnknown() {
        SocketmapEndpoint endpoint = endpoint(MapAnswer::found);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply first = answer(endpoint, "transport", "a@b");
            SocketmapReply second = answer(endpoint, "transport", "c@d");

            assertThat(first).isEqualTo(SocketmapReply.perm("Unknown map")).isEqualTo(second);
            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("\"transport\"", "[alias]");
        }
    }

    @Test
    void logShouldNameTheMapsInOrderWhenOneIsUnknown() {
        List<AddressMap> maps = Stream.of("sender", "domain", "mailbox", "alias", "recipient", "access")
                .map(name -> map(name, MapAnswer::found))
                .toList();
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            answer(endpoint(maps, LogSection.Addresses.FULL), "aliases", "a@b");

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .endsWith("there are [access, alias, domain, mailbox, recipient, sender]");
        }
    }

    @Test
    void logShouldNotGrowForeverWhenAClientInventsMapNames() {
        SocketmapEndpoint endpoint = endpoint(MapAnswer::found);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(answer(endpoint, "map" + i, "a@b").kind()).isEqualTo(SocketmapReply.Kind.PERM);
            }

            assertThat(log.events()).hasSize(100);
        }
    }

    @Test
    void mapShouldBeAskedForTextWhenTheKeyIsNotUtf8() {
        String bad = WireText.decode(new byte[] {'a', (byte) 0xff, '@', 'b'}, 0, 4);

        SocketmapReply reply = answer(endpoint(MapAnswer::found), "alias", bad);

        assertThat(reply).isEqualTo(SocketmapReply.ok("a\ufffd@b"));
    }

    private static SocketmapReply answer(SocketmapEndpoint endpoint, String map, String key) {
        try {
            SocketmapRequest request = new SocketmapRequest(map, key);
            return Objects.requireNonNull(
                    new SocketmapReplyDecoder().decode(Inquiries.answer(endpoint.open(), request)));
        } catch (ProtocolException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private SocketmapEndpoint endpoint(Function<String, MapAnswer> find) {
        return endpoint(find, LogSection.Addresses.FULL);
    }

    private SocketmapEndpoint endpoint(Function<String, MapAnswer> find, LogSection.Addresses shown) {
        return endpoint(List.of(map("alias", find)), shown);
    }

    private static AddressMap map(String name, Function<String, MapAnswer> find) {
        return new AddressMap() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public MapAnswer find(String key, Directory directory) {
                return find.apply(key);
            }
        };
    }

    private SocketmapEndpoint endpoint(List<AddressMap> maps, LogSection.Addresses shown) {
        return new SocketmapEndpoint(
                maps,
                () -> Inquiries.of(new InMemoryMailStore(), new FakeIdentityProvider()),
                new DecisionLog(shown),
                observer);
    }
}
