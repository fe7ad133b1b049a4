package org.mailcloak.idp;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountChangeTest {

    @Test
    void changeShouldBeRefusedWhenItsNewFormIsAnotherOnes() {
        Account other = Account.builder("2", "bob").build();

        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChange("1", Optional.of(other)));
    }

    @Test
    void changeShouldBeRefusedWhenItConcernsNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> AccountChange.gone(" "));
    }
}
