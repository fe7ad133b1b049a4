package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the last command of each row says on standard error: the commands succeed, and change what is there. */
class AdditionTest {

    private static final String KEY = "AB:".repeat(31) + "AB";

    private Ctl ctl;

    @BeforeEach
    void fillDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domains add d9.test | domain d9.test added; if Postfix has refused mail for it before: postfix reload",
                "domains add D1.Test | domain d1.test is there already",
                "domains add off.test | domain off.test was there, disabled, and is enabled again; if Postfix has refused mail for it before: postfix reload",
                "domains alias d3.test d1.test; domains add d3.test | domain d3.test is there already, as an alias of d1.test",
                "aliases add new@d1.test alice | alias new@d1.test leads to alice",
                "aliases add sales@d1.test alice | alias sales@d1.test leads to alice, as before",
                "aliases add Sales@d1.test bob --also alice"
                        + " | alias sales@d1.test leads to bob, alice, in place of alice",
                "aliases disable sales@d1.test; aliases add sales@d1.test alice"
                        + " | alias sales@d1.test leads to alice, and is enabled again",
                "aliases add fair@d1.test alice --expires 30d; aliases add fair@d1.test alice"
                        + " | alias fair@d1.test leads to alice, and has no end any more",
                "apps add printer --generate | application printer added",
                "apps add app1 --generate | application app1 was there, and has the new password",
                "apps disable app1; apps add app1 --generate"
                        + " | application app1 was there, and has the new password, and is enabled again",
                "certificates add KEY --login alice | certificate KEY stands for alice",
                "certificates add KEY --login alice; certificates add KEY --login alice"
                        + " | certificate KEY stands for alice, as before",
                "certificates add KEY --login alice; certificates disable KEY; certificates add KEY --login bob --force"
                        + " | certificate KEY stands for bob, in place of alice, and is enabled again",
            })
    void additionShouldSayWhatWasThere(String commands, String line) {
        Ctl.Outcome last = new Ctl.Outcome(1, "", "");
        for (String command : commands.replace("KEY", KEY).split("; ")) {
            last = ctl.run(command.split(" "));
        }

        assertThat(last.exitCode()).isZero();
        assertThat(last.err().lines()).contains("mailcloakctl: " + ctl.database() + ": " + line.replace("KEY", KEY));
    }
}
