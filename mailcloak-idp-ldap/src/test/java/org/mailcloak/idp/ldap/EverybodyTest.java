package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

@Timeout(60)
class EverybodyTest {

    private final InMemoryDirectory directory = new InMemoryDirectory();
    private final Told told = new Told();

    @AfterEach
    void stop() {
        directory.close();
    }

    private static final class Told implements ScanVisitor {

        private final Map<String, Set<String>> names = new HashMap<>();
        private final List<String> doubtful = new ArrayList<>();

        @Override
        public void found(Identity identity, Set<String> loginNames) {
            names.put(identity.loginName(), loginNames);
        }

        @Override
        public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
            addresses.forEach(address -> doubtful.add(address.toString()));
        }
    }

    private void add(String uid, String mail) {
        directory.add(
                "dn: mail=" + mail + "," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                uid.isEmpty() ? "cn: x" : "uid: " + uid,
                "mail: " + mail);
    }

    private Scan scan(Map<String, Object> settings) {
        try (IdentityProvider provider = directory.provider(settings)) {
            return provider.scan(told);
        }
    }

    @Test
    void everybodyShouldBeToldWhenThereAreSeveralPages() {
        for (int i = 0; i < 1234; i++) {
            add("user" + i, "user" + i + "@d1.test");
        }

        assertThat(scan(Map.of())).isEqualTo(Scan.complete());
        assertThat(told.names).hasSize(1234);
    }

    @Test
    void accountShouldBeToldWithEachOfItsNamesWhenItLogsInWithSeveral() {
        add("alice", "alice@d1.test");

        scan(Map.of("login_attribute", List.of("uid", "mail")));

        assertThat(told.names).containsExactly(Map.entry("alice", Set.of("alice", "alice@d1.test")));
    }

    @Test
    void accountShouldBeDoubtfulAndTheOthersToldWhenItsEntryHasNoLogin() {
        add("", "nobody@d1.test");
        add("alice", "alice@d1.test");

        assertThat(scan(Map.of())).isEqualTo(Scan.complete());
        assertThat(told.names).containsOnlyKeys("alice");
        assertThat(told.doubtful).containsExactly("nobody@d1.test");
    }

    @Test
    void everybodyShouldBeToldWhenTheServerWasStartedAnewSinceTheLastQuestion() {
        add("alice", "alice@d1.test");
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.findByLogin("alice").isFound()).isTrue();
            directory.server().closeAllConnections(false);

            assertThat(provider.scan(told)).isEqualTo(Scan.complete());
            assertThat(told.names).containsOnlyKeys("alice");
        }
    }

    @Test
    void scanShouldBeUnavailableWhenTheServerCutsTheListShort() {
        add("alice", "alice@d1.test");
        directory.failSearches(ResultCode.SIZE_LIMIT_EXCEEDED);

        assertThat(scan(Map.of())).isInstanceOf(Scan.Unavailable.class);
    }
}
