package org.mailcloak.protocol.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRequestEncoderTest {

    @Test
    void encodeShouldKeepOrderAndEndWithAnEmptyLine() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("request", "smtpd_access_policy");
        attributes.put("sender", "a=b ü@d");
        attributes.put("anything", "");

        assertThat(PolicyRequestEncoder.encode(attributes))
                .asString(UTF_8)
                .isEqualTo("request=smtpd_access_policy\nsender=a=b ü@d\nanything=\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "=", "a\nb", "a\0", "\udcff"})
    void encodeShouldRefuseNameWhenItCannotBeWritten(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyRequestEncoder.encode(Map.of(name, "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "a\nsasl_username=root", "a\0b", "\udcff"})
    void encodeShouldRefuseValueWhenItCannotBeWritten(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyRequestEncoder.encode(Map.of("sender", value)))
                .withMessageContaining("of attribute 'sender'");
    }
}
