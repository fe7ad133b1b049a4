package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

@Timeout(60)
class KeycloakEventPollerTest {

    private static final String REALM = "/admin/realms/test";
    private static final long NOW = 1_795_224_250_609L;

    private final StubbedKeycloak keycloak = new StubbedKeycloak();
    private final Told told = new Told();
    private KeycloakApiClient api;
    private KeycloakEventPoller reader;

    private static final class Told implements ChangeListener {

        private final List<String> changes = new ArrayList<>();

        @Override
        public void everythingMayHaveChanged() {
            changes.add("everything");
        }

        @Override
        public void accountChanged(AccountChange change) {
            changes.add(change.id() + " "
                    + change.now().map(Account::state).map(Enum::name).orElse("gone"));
        }

        @Override
        public void feedLive() {
            changes.add("live");
        }
    }

    @BeforeEach
    void prepare() {
        KeycloakSettings settings = keycloak.settings(Map.of());
        api = new KeycloakApiClient(settings, keycloak.clock());
        reader = new KeycloakEventPoller(settings, api, told);
        records("{\"adminEventsEnabled\":true,\"eventsEnabled\":false,\"enabledEventTypes\":[]}");
        adminEvents();
    }

    @AfterEach
    void stop() {
        api.close();
        keycloak.close();
    }

    private void records(String config) {
        keycloak.stub(get(urlPathEqualTo(REALM + "/events/config")).willReturn(okJson(config)));
    }

    private void adminEvents(String... events) {
        answersAdminEvents(okJson(StubbedKeycloak.array(events)));
        // Past the first part there is nothing.
        keycloak.stub(get(urlPathEqualTo(REALM + "/admin-events"))
                .withQueryParam("first", equalTo("200"))
                .willReturn(okJson("[]")));
    }

    private void answersAdminEvents(ResponseDefinitionBuilder answer) {
        keycloak.stub(get(urlPathEqualTo(REALM + "/admin-events")).willReturn(answer));
    }

    private static String event(String id, long time, String operation, String type, String path) {
        return "{\"id\":\"" + id + "\",\"time\":" + time + ",\"realmId\":\"r\",\"operationType\":\"" + operation
                + "\",\"resourceType\":\"" + type + "\",\"resourcePath\":\"" + path + "\"}";
    }

    private void user(String id, String json) {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/" + id)).willReturn(okJson(json)));
    }

    private void noUser(String id) {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/" + id))
                .willReturn(aResponse().withStatus(404).withBody("{\"error\":\"User not found\"}")));
    }

    @Test
    void changedUserShouldBeToldAsLookUpsSeeHimNow() throws Exception {
        reader.read();
        user("1", "{\"id\":\"1\",\"username\":\"alice\",\"enabled\":false}");
        adminEvents(event("e1", NOW, "UPDATE", "USER", "users/1"));

        assertThat(reader.read()).isEqualTo(Duration.ofSeconds(1));

        assertThat(told.changes).containsExactly("1 DISABLED");
    }

    @Test
    void eventShouldBeToldOnceWhenItIsReadAgain() throws Exception {
        user("1", StubbedKeycloak.user("1", "alice", ""));
        adminEvents(event("e1", NOW, "UPDATE", "USER", "users/1"));
        reader.read();
        reader.read();
        adminEvents(
                event("e1", NOW, "UPDATE", "USER", "users/1"), event("e0", NOW - 9_000, "UPDATE", "USER", "users/1"));
        reader.read();

        assertThat(told.changes).containsExactly("1 ACTIVE", "1 ACTIVE");
    }

    @Test
    void userShouldBeGoneWhenThereIsNoneOfThatId() throws Exception {
        noUser("1");
        adminEvents(event("e1", NOW, "DELETE", "USER", "users/1"));
        reader.read();

        assertThat(told.changes).containsExactly("1 gone");
    }

    @Test
    void userOfAPartialImportShouldBeTold() throws Exception {
        user("7", StubbedKeycloak.user("7", "zoe", ""));
        adminEvents(event("e1", NOW, "CREATE", "REALM", "users/7"));
        reader.read();

        assertThat(told.changes).containsExactly("7 ACTIVE");
    }

    @Test
    void userShouldBeToldOnceWhenManyEventsConcernHim() throws Exception {
        user("1", StubbedKeycloak.user("1", "alice", ""));
        adminEvents(
                event("e1", NOW, "UPDATE", "USER", "users/1"),
                event("e2", NOW, "CREATE", "GROUP_MEMBERSHIP", "users/1/groups/5"));
        reader.read();

        assertThat(told.changes).containsExactly("1 ACTIVE");
    }

    @Test
    void everythingMayHaveChangedWhenTheProfileOrAGroupDid() throws Exception {
        adminEvents(event("e1", NOW, "UPDATE", "USER_PROFILE", ""));
        reader.read();
        adminEvents(event("e2", NOW, "UPDATE", "GROUP", "groups/5"));
        reader.read();
        adminEvents(event("e3", NOW, "UPDATE", "CLIENT", "clients/5"));
        reader.read();

        assertThat(told.changes).containsExactly("everything", "everything");
    }

    @Test
    void everythingMayHaveChangedWhenThereAreVeryManyEvents() throws Exception {
        String[] page = IntStream.range(0, EventLog.PAGE)
                .mapToObj(i -> event("first" + i, NOW, "CREATE", "USER", "users/" + i))
                .toArray(String[]::new);
        for (int part = 0; part < 7; part++) {
            String number = Integer.toString(part);
            keycloak.stub(get(urlPathEqualTo(REALM + "/admin-events"))
                    .withQueryParam("first", equalTo(Integer.toString(part * EventLog.PAGE)))
                    .withQueryParam("direction", equalTo("asc"))
                    .willReturn(okJson(StubbedKeycloak.array(page).replace("first", "part" + number + "-"))));
        }
        reader.read();

        assertThat(told.changes).containsExactly("everything");
    }

    @Test
    void whatUsersChangeThemselvesShouldBeToldWhenTheRealmRecordsIt() throws Exception {
        records("{\"adminEventsEnabled\":true,\"eventsEnabled\":true,"
                + "\"enabledEventTypes\":[\"LOGIN\",\"UPDATE_PROFILE\",\"REGISTER\"]}");
        keycloak.stub(get(urlPathEqualTo(REALM + "/events"))
                .withQueryParam("type", equalTo("UPDATE_PROFILE"))
                .willReturn(
                        okJson("[{\"id\":\"u1\",\"time\":" + NOW + ",\"type\":\"UPDATE_PROFILE\",\"userId\":\"1\"}]")));
        user("1", StubbedKeycloak.user("1", "alice", ""));
        reader.read();

        assertThat(told.changes).containsExactly("1 ACTIVE");
    }

    @Test
    void nothingShouldBeAskedForMinutesWhenTheRealmRecordsNothing() throws Exception {
        records("{\"adminEventsEnabled\":false,\"eventsEnabled\":false,\"enabledEventTypes\":[\"UPDATE_PROFILE\"]}");
        answersAdminEvents(aResponse().withStatus(500));

        assertThat(reader.read()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(told.changes).isEmpty();
    }

    @Test
    void nothingShouldBeAskedForMinutesWhenTheRoleIsMissing() throws Exception {
        keycloak.stub(get(urlPathEqualTo(REALM + "/events/config"))
                .willReturn(aResponse().withStatus(403).withBody("{\"error\":\"HTTP 403 Forbidden\"}")));

        assertThat(reader.read()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void eventShouldBeToldLaterWhenItsUserCannotBeReadNow() throws Exception {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/1"))
                .willReturn(aResponse().withStatus(503)));
        adminEvents(event("e1", NOW, "UPDATE", "USER", "users/1"));
        assertThatThrownBy(() -> reader.read()).isInstanceOf(KeycloakUnavailableException.class);
        assertThat(told.changes).isEmpty();
        user("1", StubbedKeycloak.user("1", "alice", ""));

        reader.read();

        assertThat(told.changes).containsExactly("1 ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "...", "a/b", "1\\u0000", "\\ud800"})
    void readerShouldGoOnWhenTheIdOfAnEventIsOdd(String id) throws Exception {
        records("{\"adminEventsEnabled\":false,\"eventsEnabled\":true,\"enabledEventTypes\":[\"UPDATE_PROFILE\"]}");
        user("1", StubbedKeycloak.user("1", "alice", ""));
        keycloak.stub(get(urlPathEqualTo(REALM + "/events"))
                .willReturn(okJson(StubbedKeycloak.array(
                        "{\"id\":\"e1\",\"time\":" + NOW + ",\"type\":\"UPDATE_PROFILE\",\"userId\":\"" + id + "\"}",
                        "{\"id\":\"e2\",\"time\":" + NOW + ",\"type\":\"UPDATE_PROFILE\",\"userId\":\"1\"}"))));

        readTillItPasses();

        assertThat(told.changes).hasSizeGreaterThan(1).endsWith("1 ACTIVE");
        told.changes.clear();
        reader.read();
        assertThat(told.changes).isEmpty();
    }

    /** A user that cannot be read is tried once more. */
    private void readTillItPasses() throws Exception {
        try {
            reader.read();
        } catch (KeycloakUnavailableException again) {
            reader.read();
        }
    }

    @Test
    void readerShouldGoOnWhenAnAccountIsUnreadable() throws Exception {
        user("1", StubbedKeycloak.user("1", "alice", ""));
        user("2", "{\"id\":\"2\",\"username\":7}");
        adminEvents(event("e1", NOW, "UPDATE", "USER", "users/2"), event("e2", NOW + 1, "UPDATE", "USER", "users/1"));
        assertThatThrownBy(() -> reader.read()).isInstanceOf(KeycloakUnavailableException.class);

        reader.read();

        assertThat(told.changes).containsExactly("everything", "1 ACTIVE");
    }

    @Test
    void feedShouldNeverBeLiveWhateverIsRead() throws Exception {
        user("1", StubbedKeycloak.user("1", "alice", ""));
        adminEvents(event("e1", NOW, "UPDATE", "USER", "users/1"));
        for (int i = 0; i < 10; i++) {
            reader.read();
        }

        assertThat(told.changes).containsExactly("1 ACTIVE");
    }
}
