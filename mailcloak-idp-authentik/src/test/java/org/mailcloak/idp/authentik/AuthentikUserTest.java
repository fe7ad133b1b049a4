package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthentikUserTest {

    private static AuthentikUser user(String username, String type) {
        return new AuthentikUser(7, "id", username, "", true, type, JsonValue.EMPTY_JSON_OBJECT);
    }

    @ParameterizedTest
    @CsvSource({
        "internal, true",
        "external, true",
        "service_account, false",
        "internal_service_account, false",
        "robot, false"
    })
    void userShouldBeAPersonWhenTheTypeSaysSo(String type, boolean expected) {
        assertThat(user("alice", type).isPerson()).isEqualTo(expected);
    }

    /** The Kelvin sign, the long s, the dotless i and the I with a dot fold to plain letters in one direction only. */
    @ParameterizedTest
    @CsvSource({
        "Kim, kim, true",
        "J\u00dcRGEN, j\u00fcrgen, true",
        "\u212aim, kim, false",
        "kim, \u212aim, false",
        "\u017fam, sam, false",
        "k\u0131m, kim, false",
        "K\u0130M, kim, false",
        "kim, kimm, false",
        "\u00e1lice, alice, false"
    })
    void userShouldBeCalledSoWhenOnlyLetterCaseDiffers(String username, String login, boolean expected) {
        assertThat(user(username, "internal").isCalled(login)).isEqualTo(expected);
    }
}
