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
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

@Timeout(60)
class LdapAccountScannerTest {

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
        public void found(Account account, Set<String> loginNames) {
            names.put(account.loginName(), loginNames);
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

    private ScanResult scan(Map<String, Object> settings) {
        try (IdentityProvider provider = directory.provider(settings)) {
            return provider.scanner().orElseThrow().scan(told);
        }
    }

    @Test
    void everybodyShouldBeToldWhenThereAreSeveralPages() {
        for (int i = 0; i < 1234; i++) {
            add("user" + i, "user" + i + "@d1.test");
        }

        assertThat(scan(Map.of())).isEqualTo(ScanResult.complete());
        assertThat(told.names).hasSize(1234);
    }

    @Test
    void accountShouldBeToldWithEachOfItsNamesWhenItLogsInWithSeveral() {
        add("alice", "alice@d1.test");

        scan(Map.of("login_attribute", List.of("uid", "mail")));

        assertThat(told.names).containsExactly(Map.entry("alice", Set.of("alice", "alice@d1.test")));
    }

    @Test
    void entryWithoutALoginShouldNotBeTold() {
        add("", "contact@d1.test");
        add("alice", "alice@d1.test");

        assertThat(scan(Map.of())).isEqualTo(ScanResult.complete());
        assertThat(told.names).containsOnlyKeys("alice");
        assertThat(told.doubtful).isEmpty();
    }

    @Test
    void accountShouldBeDoubtfulAndTheOthersToldWhenItsEntryIsNotShownWhole() {
        add("alice", "alice@d1.test");
        add("bob", "bob@d1.test");
        directory.modify("mail=bob@d1.test," + InMemoryDirectory.PEOPLE, "employeeNumber", "2");

        assertThat(scan(Map.of("id_attribute", "employeeNumber"))).isEqualTo(ScanResult.complete());
        assertThat(told.names).containsOnlyKeys("bob");
        assertThat(told.doubtful).containsExactly("alice@d1.test");
    }

    @Test
    void scanShouldBeUnavailableWhenNoEntryShowsALogin() {
        add("", "alice@d1.test");

        assertThat(scan(Map.of())).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void everybodyShouldBeToldWhenTheServerWasStartedAnewSinceTheLastQuestion() {
        add("alice", "alice@d1.test");
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.findByLogin("alice").isFound()).isTrue();
            directory.server().closeAllConnections(false);

            assertThat(provider.scanner().orElseThrow().scan(told)).isEqualTo(ScanResult.complete());
            assertThat(told.names).containsOnlyKeys("alice");
        }
    }

    @Test
    void scanShouldBeUnavailableWhenTheServerCutsTheListShort() {
        add("alice", "alice@d1.test");
        directory.failSearches(ResultCode.SIZE_LIMIT_EXCEEDED);

        assertThat(scan(Map.of())).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void scanShouldBeUnavailableWhenTheServerSendsEmptyPagesForEver() {
        add("alice", "alice@d1.test");
        directory.sendEmptyPagesForEver();

        assertThat(scan(Map.of()))
                .isEqualTo(ScanResult.unavailable("the server has sent 100 pages in a row without an entry and names a"
                        + " further page: its list has no end"));
    }
}
