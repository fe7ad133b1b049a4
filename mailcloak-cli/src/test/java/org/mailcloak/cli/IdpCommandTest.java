package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdpCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) throws IOException {
        ctl = Ctl.withDatabase(folder);
        Files.writeString(ctl.defaultConfig(), Configurations.local(ctl.database()));
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
    }

    private Ctl.Outcome check(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "idp";
        all[1] = "check";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ctl.run(all);
    }

    @Test
    void checkShouldBeGoodWhenTheProviderAnswers() {
        Ctl.Outcome outcome = check();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("ok\tlook-ups\tanswers\t");
    }

    @Test
    void checkShouldShowWhatTheProviderTellsOfAUser() {
        assertThat(check("--user", "alice", "--address", "alice@d1.test").out())
                .contains("ok\tuser alice\tlogin alice, state ACTIVE, address alice@d1.test\t")
                .contains("ok\taddress alice@d1.test\t");
    }

    @Test
    void checkShouldFailWhenTheUserIsNotThere() {
        Ctl.Outcome outcome = check("--user", "nobody");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("failed\tuser nobody\tno such user\t");
    }

    @Test
    void checkShouldPrintJsonForPrograms() {
        assertThat(check("--output", "json").out())
                .contains("\"subject\": \"look-ups\"", "\"status\": \"ok\"", "\"remedy\": null", "\"took_ms\": ");
    }

    @Test
    void checkShouldRefuseATextThatIsNoAddress() {
        assertThat(check("--address", "alice").exitCode()).isEqualTo(2);
    }
}
