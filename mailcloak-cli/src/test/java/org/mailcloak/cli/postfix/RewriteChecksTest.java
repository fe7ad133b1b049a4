package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.decision.Verdict;

/** Which rewriting service each smtpd of the shipped files asks, and of files that were changed. */
class RewriteChecksTest {

    private static final Path QUEUE = Path.of("/var/spool/postfix");

    private final Recorded postfix = Recorded.of("shipped").with("queue_directory", QUEUE.toString());

    private List<Finding> findings() {
        MailcloakSite site = new MailcloakSite(
                new ListenAddress.Unix(QUEUE.resolve("mailcloak/policy")),
                new ListenAddress.Unix(QUEUE.resolve("mailcloak/socketmap")),
                Map.of(),
                "",
                Optional.of("example.org"),
                List.of("example.org"),
                Path.of("/var/lib/mailcloak/state.db"),
                1000,
                address -> Verdict.PASS);
        return new RewriteChecks(postfix.settings(), site).findings();
    }

    @Test
    void shippedFilesShouldHaveNoMistake() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void defaultServiceShouldBeNoMistakeWhenPostfixAsksNoTransportsOfMailcloak() {
        postfix.with("transport_maps", "hash:/etc/postfix/transport")
                .override("smtp/inet", "rewrite_service_name", "rewrite");

        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "submission/inet | rewrite_service_name | rewrite"
                        + " | submission/inet: rewrite_service_name: is rewrite, which asks transport_maps",
                "rewrite-smtpd/unix | transport_maps | socketmap:unix:mailcloak/socketmap:transport"
                        + " | smtp/inet: rewrite_service_name: is rewrite-smtpd, which asks transport_maps",
                "smtp/inet | rewrite_service_name | rewrite-other"
                        + " | smtp/inet: rewrite_service_name: is rewrite-other, and master.cf has no such service",
            })
    void mistakeShouldBeNamedWithItsService(String service, String parameter, String value, String finding) {
        postfix.override(service, parameter, value);

        assertThat(findings())
                .extracting(found -> found.place() + ": " + found.finding())
                .anyMatch(text -> text.startsWith(finding));
    }
}
