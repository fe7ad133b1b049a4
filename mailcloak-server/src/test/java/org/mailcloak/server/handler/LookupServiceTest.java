package org.mailcloak.server.handler;

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
import org.mailcloak.decision.LookupSources;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapReplyDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.store.StoreException;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.MapAnswer;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

class LookupServiceTest {

    private final RecordingObserver observer = new RecordingObserver();

    @Test
    void observerShouldBeToldOfEachAnswerOnce() {
        LookupService service = service(key -> key.equals("a@b") ? MapAnswer.found("c@d") : MapAnswer.notFound());
        answer(service, "alias", "a@b");
        answer(service, "alias", "x@y");
        answer(service, "secret@d1.test", "a@b");

        assertThat(observer.seen()).containsExactly("alias OK", "alias NOTFOUND", "unknown map");
    }

    @Test
    void replyShouldBeOkWhenTheMapHasTheKey() {
        SocketmapReply reply = answer(service(key -> MapAnswer.found("to:" + key)), "alias", "a b@c");

        assertThat(reply).isEqualTo(SocketmapReply.ok("to:a b@c"));
    }

    @Test
    void replyShouldBeNotFoundWhenTheMapHasNoSuchKey() {
        SocketmapReply reply = answer(service(key -> MapAnswer.notFound()), "alias", "a@b");

        assertThat(reply).isEqualTo(SocketmapReply.notFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "nul\0", "unpaired \ud800", "tab\t"})
    void replyShouldBeTempWhenTheResultCannotBeSent(String result) {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(service(key -> MapAnswer.found(result)), "alias", "a@b");

            assertThat(reply.kind()).isEqualTo(SocketmapReply.Kind.TEMP);
            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void replyShouldBeTempWhenTheResultIsTooLong() {
        String result = "x".repeat(SocketmapReply.MAX_PAYLOAD_BYTES);

        assertThat(answer(service(key -> MapAnswer.found(result)), "alias", "a@b")
                        .kind())
                .isEqualTo(SocketmapReply.Kind.TEMP);
    }

    @Test
    void replyShouldBeTempWithoutDetailsWhenTheStoreFails() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply reply = answer(
                    service(key -> {
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
            SocketmapReply reply = answer(service(key -> MapAnswer.unavailable("connection refused")), "alias", "a@b");

            assertThat(reply).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            assertThat(log.messages(Level.WARN)).containsExactly("Map alias: connection refused");
        }
    }

    @Test
    void entryThatIsBrokenShouldBeTempAndLoggedOnce() {
        LookupService service = service(key -> MapAnswer.broken(key + " leads back to itself"));
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            for (int i = 0; i < 3; i++) {
                assertThat(answer(service, "alias", "a@b")).isEqualTo(SocketmapReply.temp("Temporary lookup failure"));
            }

            assertThat(log.messages(Level.WARN)).containsExactly("Map alias: a@b leads back to itself");
        }
    }

    @Test
    void entryThatIsBrokenShouldBeLoggedWithoutAddressesWhenTheyAreNotToBeShown() {
        LookupService service =
                service(key -> MapAnswer.broken(key + " leads back to itself"), LogSection.Addresses.DOMAIN);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            answer(service, "alias", "a@d1.test");
            answer(service, "alias", "b@d1.test");

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
                    service(key -> {
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
        LookupService service = service(MapAnswer::found);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            SocketmapReply first = answer(service, "transport", "a@b");
            SocketmapReply second = answer(service, "transport", "c@d");

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
            answer(service(maps, LogSection.Addresses.FULL), "aliases", "a@b");

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .endsWith("there are [access, alias, domain, mailbox, recipient, sender]");
        }
    }

    @Test
    void logShouldNotGrowForeverWhenAClientInventsMapNames() {
        LookupService service = service(MapAnswer::found);
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(answer(service, "map" + i, "a@b").kind()).isEqualTo(SocketmapReply.Kind.PERM);
            }

            assertThat(log.events()).hasSize(100);
        }
    }

    @Test
    void mapShouldBeAskedForTextWhenTheKeyIsNotUtf8() {
        String bad = WireText.decode(new byte[] {'a', (byte) 0xff, '@', 'b'}, 0, 4);

        SocketmapReply reply = answer(service(MapAnswer::found), "alias", bad);

        assertThat(reply).isEqualTo(SocketmapReply.ok("a\ufffd@b"));
    }

    private static SocketmapReply answer(LookupService service, String map, String key) {
        try {
            SocketmapRequest request = new SocketmapRequest(map, key);
            return Objects.requireNonNull(
                    new SocketmapReplyDecoder().decode(LookupsFixture.answer(service.open(), request)));
        } catch (ProtocolException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private LookupService service(Function<String, MapAnswer> find) {
        return service(find, LogSection.Addresses.FULL);
    }

    private LookupService service(Function<String, MapAnswer> find, LogSection.Addresses shown) {
        return service(List.of(map("alias", find)), shown);
    }

    private static AddressMap map(String name, Function<String, MapAnswer> find) {
        return new AddressMap() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public MapAnswer find(String key, LookupSources directory) {
                return find.apply(key);
            }
        };
    }

    private LookupService service(List<AddressMap> maps, LogSection.Addresses shown) {
        return new LookupService(
                maps,
                () -> LookupsFixture.of(new InMemoryMailStore(), new FakeIdentityProvider()),
                new DecisionLog(shown),
                observer);
    }
}
