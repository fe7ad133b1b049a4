package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

@Timeout(60)
class AuthentikEventPollerTest {

    private FakeAuthentik authentik;
    private AuthentikApiClient api;
    private AuthentikEventPoller reader;
    private final Told told = new Told();

    private static final class Told implements ChangeListener {

        private final List<String> changes = new ArrayList<>();

        @Override
        public void everythingMayHaveChanged() {
            changes.add("everything");
        }

        @Override
        public void accountChanged(AccountChange change) {
            changes.add(change.now().map(Account::loginName).orElse("gone"));
        }

        @Override
        public void feedLive() {
            changes.add("live");
        }
    }

    @BeforeEach
    void start() throws AuthentikUnavailableException {
        authentik = new FakeAuthentik();
        authentik.add(StoredUser.of(7, "alice", "alice@d1.test"), StoredUser.of(8, "bob", "bob@d1.test"));
        AuthentikSettings settings = AuthentikSettings.from(Providers.config(authentik.url(), Map.of()));
        api = new AuthentikApiClient(settings);
        reader = new AuthentikEventPoller(api, new AccountMapper(settings.attributes()), told);
        authentik.record("model_updated", "user", "7");
        reader.read();
    }

    @AfterEach
    void stop() {
        api.close();
        authentik.close();
    }

    @Test
    void nothingShouldBeToldWhenNothingIsNew() throws Exception {
        reader.read();

        assertThat(told.changes).isEmpty();
    }

    @Test
    void changedPersonShouldBeToldOnce() throws Exception {
        authentik.record("model_updated", "user", "8");
        reader.read();
        reader.read();

        assertThat(told.changes).containsExactly("bob");
    }

    @Test
    void eventsAboutOtherThingsShouldBePassedOver() throws Exception {
        authentik.record("model_updated", "token", "8");
        authentik.record("login", "", "");
        reader.read();

        assertThat(told.changes).isEmpty();
    }

    @Test
    void everythingMayHaveChangedWhenAUserIsDeletedOrAGroupChanges() throws Exception {
        authentik.record("model_deleted", "user", "8");
        reader.read();
        authentik.record("model_updated", "group", "0123456789abcdef0123456789abcdef");
        reader.read();

        assertThat(told.changes).containsExactly("everything", "everything");
    }

    @Test
    void everythingMayHaveChangedWhenThereAreMoreEventsThanOnePage() throws Exception {
        IntStream.range(0, AuthentikApiClient.PAGE_SIZE).forEach(i -> authentik.record("model_updated", "user", "8"));
        reader.read();

        assertThat(told.changes).containsExactly("everything");
    }

    @Test
    void serviceAccountShouldNotBeTold() throws Exception {
        authentik.record("model_updated", "user", Long.toString(FakeAuthentik.OWNER.pk()));
        reader.read();

        assertThat(told.changes).isEmpty();
    }

    @Test
    void changeShouldBeToldLaterWhenThePersonCannotBeReadNow() throws Exception {
        authentik.record("model_updated", "user", "8");
        authentik.answer("/core/users/8/", aResponse().withStatus(503));
        assertThatThrownBy(() -> reader.read()).isInstanceOf(AuthentikUnavailableException.class);
        authentik.recover();

        reader.read();

        assertThat(told.changes).containsExactly("bob");
    }

    @Test
    void eventsShouldBeUnavailableWhenThePermissionIsMissing() {
        authentik.answer("/events/events/", aResponse().withStatus(403).withBody("{\"detail\":\"no\"}"));

        assertThatThrownBy(() -> reader.read()).isInstanceOf(AuthentikUnavailableException.class);
    }
}
