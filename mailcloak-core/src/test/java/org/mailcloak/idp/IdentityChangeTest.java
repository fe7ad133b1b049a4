package org.mailcloak.idp;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityChangeTest {

    @Test
    void changeShouldBeRefusedWhenItsNewFormIsAnotherOnes() {
        Identity other = new Identity("2", "bob", Optional.empty(), Set.of(), AccountState.ACTIVE, Set.of());

        assertThatIllegalArgumentException().isThrownBy(() -> new IdentityChange("1", Optional.of(other)));
    }

    @Test
    void changeShouldBeRefusedWhenItConcernsNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdentityChange.gone(" "));
    }
}
