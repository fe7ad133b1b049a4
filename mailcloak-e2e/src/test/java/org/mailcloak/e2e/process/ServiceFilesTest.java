package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.RealServers;
import org.mailcloak.e2e.env.Sandbox;

/** The files for service managers, as those read them. Nothing is started. */
class ServiceFilesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    private final Sandbox sandbox = new Sandbox();

    @AfterEach
    void tidyUp() {
        sandbox.close();
    }

    @Test
    void systemdShouldFindNothingWrongWithTheUnit() throws Exception {
        assumeSystemd();
        String unit = Files.readString(Checkout.samples().resolve("mailcloak.service"))
                .replace("/opt/mailcloak/bin/mailcloak-server", "/bin/true")
                .replace("/usr/local/bin/mailcloakctl", "/bin/true");
        Path file = sandbox.file("mailcloak.service", unit);

        Command.Outcome outcome =
                sandbox.command(LIMIT).run("", List.of(ANALYZE.toString(), "verify", "--man=no", file.toString()));

        assertThat(outcome.stdout() + outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    /** Of ten; 1.7 when this was written. */
    @Test
    void systemdShouldFindTheUnitHardlyExposed() {
        assumeSystemd();

        Command.Outcome outcome = sandbox.command(LIMIT)
                .run(
                        "",
                        List.of(
                                ANALYZE.toString(),
                                "security",
                                "--offline=yes",
                                "--threshold=20",
                                Checkout.samples().resolve("mailcloak.service").toString()));

        assertThat(outcome.stdout()).contains("Overall exposure level for mailcloak.service: ");
        assertThat(outcome.exitCode()).as(outcome.stdout()).isZero();
    }

    @Test
    void shellShouldReadTheScriptOfOpenRc() {
        Command.Outcome outcome = sandbox.command(LIMIT)
                .run(
                        "",
                        List.of(
                                "sh",
                                "-n",
                                Checkout.samples().resolve("mailcloak.openrc").toString()));

        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    private static void assumeSystemd() {
        if (!RealServers.areRequired()) {
            assumeThat(ANALYZE).isExecutable();
        }
    }
}
