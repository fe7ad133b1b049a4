package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description would notice if the fake authentik were wrong. */
class ApiDescriptionTest {

    private static final String USERS = "/api/v3/core/users/";
    private static final ApiDescription API = ApiDescription.load();

    private static final JsonObject USER =
            StoredUser.of(7, "alice", "alice@d1.test").shown(Map.of());

    private static List<String> faultsOfUser(JsonValue user) {
        return API.faultsOfAnswer("GET", USERS + "7/", 200, user);
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    @Test
    void answerShouldHaveNoFaultWhenItIsAUser() {
        assertThat(faultsOfUser(USER)).isEmpty();
    }

    @Test
    void answerShouldBeFaultyWhenAFieldIsMissing() {
        assertThat(faultsOfUser(Json.createObjectBuilder(USER).remove("uuid").build()))
                .containsExactly("body.uuid is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk                  | \"7\"          | body.pk is no integer",
                "username            | null           | body.username is null",
                "is_active           | \"true\"       | body.is_active is no boolean",
                "attributes          | []             | body.attributes is no object",
                "type                | \"robot\"      | body.type is none of",
                "uuid                | \"7\"          | body.uuid has not the form of its type",
                "last_updated        | \"yesterday\"  | body.last_updated has not the form of its type",
                "groups_obj          | [{}]           | body.groups_obj[].name is missing",
                "email_verified      | true           | body.email_verified is not described",
            })
    void answerShouldBeFaultyWhenAFieldIsWrong(String field, String value, String fault) {
        JsonObject user = Json.createObjectBuilder(USER).add(field, json(value)).build();

        assertThat(faultsOfUser(user)).anyMatch(found -> found.startsWith(fault));
    }

    @ParameterizedTest
    @CsvSource({"children, body.children is missing", "pk, body.pk is missing"})
    void answerShouldBeFaultyWhenAFieldOfAGroupIsMissing(String field, String fault) {
        StoredGroup staff = StoredGroup.of("staff");
        String path = "/api/v3/core/groups/" + staff.pk() + "/";
        JsonObject group = staff.shown(List.of(StoredGroup.of("inner")));

        assertThat(API.faultsOfAnswer("GET", path, 200, group)).isEmpty();
        assertThat(API.faultsOfAnswer(
                        "GET",
                        path,
                        200,
                        Json.createObjectBuilder(group).remove(field).build()))
                .containsExactly(fault);
    }

    @Test
    void answerShouldBeFaultyWhenItIsAListWithoutPages() {
        assertThat(API.faultsOfAnswer("GET", USERS, 200, json("{\"results\": []}")))
                .contains("body.pagination is missing");
    }

    @Test
    void errorShouldBeFaultyWhenItHasNoDetail() {
        assertThat(API.faultsOfAnswer("GET", USERS, 403, json("{}"))).contains("body.detail is missing");
    }

    @Test
    void requestShouldHaveNoFaultWhenParametersAreDescribed() {
        Map<String, List<String>> query =
                Map.of("type", List.of("internal", "external"), "page", List.of("2"), "username", List.of("alice"));

        assertThat(API.faultsOfRequest("GET", USERS, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "email__iexact, alice@d1.test, no such parameter",
        "page, two, parameter page has not the form",
        "include_groups, no, parameter include_groups has not the form",
        "type, robot, parameter type is none of",
    })
    void requestShouldBeFaultyWhenAParameterIsWrong(String name, String value, String fault) {
        assertThat(API.faultsOfRequest("GET", USERS, Map.of(name, List.of(value))))
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    @Test
    void requestShouldBeFaultyWhenASingleParameterIsRepeated() {
        assertThat(API.faultsOfRequest("GET", USERS, Map.of("email", List.of("a@d1.test", "b@d1.test"))))
                .containsExactly("parameter repeated: email");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v3/core/user/",
        "GET, /core/users/",
        "GET, /api/v3/core/users/alice/",
        "GET, /api/v3/core/groups/7/",
        "POST, /api/v3/core/users/"
    })
    void requestShouldBeFaultyWhenThereIsNoSuchOperation(String method, String path) {
        assertThat(API.faultsOfRequest(method, path, Map.of())).hasSize(1);
    }
}
