package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.ProviderConfig;
import org.slf4j.LoggerFactory;

/** The token stands in no text that comes out of the provider, at the finest level of the log too. */
class SecretsTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(StoredUser.of(10, "alice", "alice@d1.test"));
        root.setLevel(Level.TRACE);
        root.detachAppender("stderr");
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(Level.WARN);
        authentik.close();
    }

    @Test
    void tokenShouldBeInNoTextWhenEverythingIsAskedAndEverythingFails() {
        List<String> texts = new ArrayList<>();
        ProviderConfig config = Providers.config(authentik.url(), Map.of());
        texts.add(config.toString());
        texts.add(AuthentikSettings.from(config).toString());
        try (IdentityProvider provider = Providers.plain(authentik)) {
            texts.add(provider.toString());
            ask(provider, texts);
            authentik.answer(aResponse().withStatus(403).withBody("{\"detail\":\"" + FakeAuthentik.TOKEN + "\"}"));
            ask(provider, texts);
            authentik.answer(aResponse().withBody(FakeAuthentik.TOKEN));
            ask(provider, texts);
        }
        log.list.forEach(event -> texts.add(event.getLoggerName() + event.getFormattedMessage()));

        assertThat(texts).hasSizeGreaterThan(20).noneMatch(text -> text.contains(FakeAuthentik.TOKEN));
    }

    private static void ask(IdentityProvider provider, List<String> texts) {
        DiagnosticsRequest wanted =
                new DiagnosticsRequest(Optional.of("alice"), Optional.of(Providers.address("alice@d1.test")));
        texts.add(provider.findByLogin("alice").toString());
        texts.add(provider.findByLogin("nobody").toString());
        texts.add(provider.findByAddress(Providers.address("alice@d1.test")).toString());
        LookupDiagnostics.unlessOwn(provider).diagnose(wanted).forEach(diagnosis -> texts.add(diagnosis.toString()));
    }
}
