package org.mailcloak.server.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    @Test
    void everyNumberShouldCountWhenTheyDiffer() {
        assertThat(Credentials.parse(List.of(
                        "Name:\tjava",
                        "Uid:\t1000\t0\t1000\t1000",
                        "Gid:\t4294967294\t7\t7\t7",
                        "Groups:\t4 24 27 ",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000")))
                .isEqualTo(
                        new Credentials(0L, Set.of(0L, 1000L), Set.of(7L, 4294967294L), Set.of(4L, 24L, 27L), false));
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0000000000000000, false",
        "0000000000000080, 0000000000000000, true",
        "0000000000000000, 8000000000000000, true"
    })
    void capabilitiesShouldBeSeenWhenThereIsOne(String permitted, String effective, boolean capable) {
        assertThat(Credentials.parse(List.of(
                                "Uid:\t1 1 1 1",
                                "Gid:\t1 1 1 1",
                                "Groups:\t",
                                "CapPrm:\t" + permitted,
                                "CapEff:\t" + effective))
                        .capable())
                .isEqualTo(capable);
    }

    @Test
    void parseShouldFailWhenTheKernelTellsNoUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.parse(List.of("Gid:\t1 1 1 1")))
                .withMessageContaining("Uid");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyThreadOfThisProcessShouldBeTheSameUserWhenNobodyChangedThat() {
        assertThat(Credentials.areKnown()).isTrue();
        assertThat(Credentials.ofThreads())
                .hasSizeGreaterThan(5)
                .allSatisfy((thread, found) -> assertThat(found).isEqualTo(Credentials.ofProcess()));
    }
}
