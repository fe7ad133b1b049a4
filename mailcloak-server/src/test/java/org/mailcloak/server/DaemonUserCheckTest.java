package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonUserCheckTest {

    @ParameterizedTest
    @CsvSource({
        "mailcloak, root, false",
        "mailcloak, mailcloak, false",
        "mailcloak, postfix, true",
        "root, root, false",
        "'', root, false",
        "'', mailcloak, false"
    })
    void anotherUserShouldBeWarnedWhenTheConfigurationNamesAUser(String wanted, String running, boolean warned) {
        Optional<String> user = Optional.of(wanted).filter(name -> !name.isEmpty());

        assertThat(DaemonUserCheck.warning(user, running).isPresent()).isEqualTo(warned);
    }

    @Test
    void processShouldKnowItsUser() {
        assertThat(DaemonUserCheck.name()).isNotBlank();
    }
}
