package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningUserTest {

    @ParameterizedTest
    @CsvSource({
        "mailcloak, root, true, false",
        "mailcloak, mailcloak, false, false",
        "mailcloak, postfix, false, true",
        "root, root, false, false",
        "'', root, false, false",
        "'', mailcloak, false, false"
    })
    void rootShouldBeRefusedAndAnotherUserWarnedWhenTheConfigurationNamesAUser(
            String wanted, String running, boolean refused, boolean warned) {
        Optional<String> user = Optional.of(wanted).filter(name -> !name.isEmpty());

        assertThat(RunningUser.refusal(user, running).isPresent()).isEqualTo(refused);
        assertThat(RunningUser.warning(user, running).isPresent()).isEqualTo(warned);
    }

    @Test
    void refusalShouldSayWhatToDo() {
        assertThat(RunningUser.refusal(Optional.of("mailcloak"), "root"))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("daemon.user is mailcloak", "User=mailcloak", "runs as root"));
    }

    @Test
    void processShouldKnowItsUser() {
        assertThat(RunningUser.name()).isNotBlank();
    }
}
