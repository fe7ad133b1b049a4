package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void actionShouldFitTheVerdictAndBeNothingThatPostfixReadsAsAnAccept(Reason reason) {
        String pattern = switch (reason.verdict()) {
            case PASS -> "DUNNO";
            case REJECT -> "55[0-9] 5\\.[0-9]\\.[0-9] [A-Z].*";
            case DEFER -> "451 4\\.[0-9]\\.[0-9] [A-Z].*";
        };

        assertThat(reason.action()).matches(pattern);
        assertThat(reason.description()).isNotBlank();
    }
}
