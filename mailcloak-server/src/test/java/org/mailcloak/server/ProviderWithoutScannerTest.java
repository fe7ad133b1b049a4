package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.server.logging.LogCapture;

/** {@code mirror: true} for a provider that cannot list its accounts. */
class ProviderWithoutScannerTest {

    private static final IdpSection MIRRORED = new IdpSection(
            "plain",
            Duration.ofMinutes(2),
            Optional.empty(),
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            true,
            Duration.ofMinutes(5),
            Optional.empty());

    private static final class PlainProvider implements IdentityProvider {

        @Override
        public LookupResult findByLogin(String loginName) {
            return LookupResult.unclear("asked for " + loginName);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return LookupResult.notFound();
        }

        @Override
        public void close() {}
    }

    @Test
    void providerShouldBeAskedForEachAccountAndTheLogSaySo() {
        try (LogCapture log = LogCapture.from(Level.WARN);
                ProviderRuntime accounts = ProviderRuntime.of(new PlainProvider(), MIRRORED)) {
            assertThat(accounts.mirror()).isEmpty();
            assertThat(accounts.provider().findByLogin("alice")).isEqualTo(LookupResult.unclear("asked for alice"));
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("mirror", "cannot list its accounts");
        }
    }
}
