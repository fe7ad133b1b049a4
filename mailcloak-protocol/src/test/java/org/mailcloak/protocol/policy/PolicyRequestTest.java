package org.mailcloak.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyRequestTest {

    @Test
    void requestShouldHaveTheValuesItWasMadeOf() {
        PolicyRequest request =
                PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "a@d", PolicyAttribute.PROTOCOL_STATE, "RCPT"));

        assertThat(request.sender()).isEqualTo("a@d");
        assertThat(request.protocolState()).isEqualTo("RCPT");
        assertThat(request.attribute(PolicyAttribute.SIZE)).isEmpty();
        assertThat(request.undecodable()).isEmpty();
    }

    @Test
    void requestShouldNameValuesThatAreNotTextWhenMadeOfThem() {
        PolicyRequest request =
                PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "\udcff@d", PolicyAttribute.RECIPIENT, "r@d"));

        assertThat(request.undecodable()).containsExactly(PolicyAttribute.SENDER);
    }

    @Test
    void requestsShouldBeEqualWhenTheirValuesAre() {
        PolicyRequest request = PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "a@d"));

        assertThat(request)
                .isEqualTo(PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "a@d", PolicyAttribute.SIZE, "")))
                .hasSameHashCodeAs(PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "a@d")))
                .isNotEqualTo(PolicyRequest.of(Map.of(PolicyAttribute.RECIPIENT, "a@d")));
    }

    @Test
    void toStringShouldHideAddresses() {
        assertThat(PolicyRequest.of(Map.of(PolicyAttribute.SENDER, "a@d"))).hasToString("PolicyRequest[SENDER]");
    }
}
