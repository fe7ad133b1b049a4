package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.Severity;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.decision.Verdict;

/** What becomes of mail for the addresses that every domain must have, with the shipped files. */
class AddressChecksTest {

    private static final Path QUEUE = Path.of("/var/spool/postfix");

    /** @param verdict on mail for the second of two domains */
    private static List<Finding> findings(Verdict verdict) {
        MailcloakSite site = new MailcloakSite(
                new ListenAddress.Unix(QUEUE.resolve("mailcloak/policy")),
                new ListenAddress.Unix(QUEUE.resolve("mailcloak/socketmap")),
                Map.of(),
                "",
                Optional.of("example.org"),
                List.of("example.org", "example.net"),
                Path.of("/var/lib/mailcloak/state.db"),
                1000,
                address -> address.endsWith("@example.net") ? verdict : Verdict.PASS);
        return new AddressChecks(Recorded.of("shipped").settings(), site).findings();
    }

    @Test
    void postmasterShouldBeMissedInEachDomainThatRefusesIt() {
        assertThat(findings(Verdict.REJECT))
                .extracting(Finding::severity, Finding::place)
                .containsExactly(
                        tuple(Severity.STOPPED, "postmaster@example.net"),
                        tuple(Severity.WARNING, "abuse@example.net"));
    }

    @Test
    void postmasterShouldBeNamedWhenItsMailWaits() {
        assertThat(findings(Verdict.DEFER))
                .extracting(Finding::severity, Finding::remedy)
                .containsExactly(
                        tuple(Severity.STOPPED, "mailcloakctl explain --recipient postmaster@example.net says why"),
                        tuple(Severity.WARNING, "mailcloakctl explain --recipient abuse@example.net says why"));
    }

    @Test
    void postmasterThatIsTakenShouldBeNoMistake() {
        assertThat(findings(Verdict.PASS)).isEmpty();
    }
}
