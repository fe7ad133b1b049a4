package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Entries as each kind of directory has them, read with no setting but the preset. */
@Timeout(60)
class PresetTest {

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @AfterEach
    void stop() {
        directory.close();
    }

    private IdentityProvider provider(String preset, String base, Map<String, Object> more) throws LDAPException {
        directory
                .server()
                .importFromLDIF(true, new LDIFReader(PresetTest.class.getResourceAsStream("/" + preset + ".ldif")));
        Map<String, Object> settings = new HashMap<>(Map.of("preset", preset, "base_dn", base));
        settings.putAll(more);
        return directory.provider(settings);
    }

    private LookupResult login(String preset, String base, String login) throws LDAPException {
        try (IdentityProvider provider = provider(preset, base, Map.of())) {
            return provider.findByLogin(login);
        }
    }

    private static Set<EmailAddress> addresses(String... texts) {
        return Stream.of(texts)
                .map(text -> EmailAddress.parse(text).orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Account only(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertThat(((LookupResult.Found) answer).accounts()).hasSize(1);
        return ((LookupResult.Found) answer).accounts().get(0);
    }

    @Test
    void activeDirectoryUserShouldBeReadWhole() throws LDAPException {
        Account alice = only(login("activedirectory", "dc=d1,dc=test", "alice"));

        assertThat(alice)
                .isEqualTo(Account.builder("12345678-3412-3412-9234-123456789012", "Alice")
                        .primaryAddress(EmailAddress.parse("alice@d1.test"))
                        .aliasAddresses(addresses("a.liddell@d1.test"))
                        .build());
    }

    @Test
    void activeDirectoryUserShouldBeFoundByPrincipalName() throws LDAPException {
        assertThat(only(login("activedirectory", "dc=d1,dc=test", "Alice.Liddell@corp.d1.test"))
                        .loginName())
                .isEqualTo("Alice");
    }

    @Test
    void primaryAddressShouldBeTheOneInCapitalsWhenThereIsNoMail() throws LDAPException {
        Account bob = only(login("activedirectory", "dc=d1,dc=test", "bob"));

        assertThat(bob.primaryAddress()).isEqualTo(EmailAddress.parse("bob@d1.test"));
        assertThat(bob.aliasAddresses()).isEqualTo(addresses("robert@d1.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "activedirectory, dc=d1|dc=test, bob, DISABLED",
        "activedirectory, dc=d1|dc=test, carol, DISABLED",
        "activedirectory, dc=d1|dc=test, dave, SEND_BLOCKED",
        "freeipa, cn=users|cn=accounts|dc=d1|dc=test, alice, ACTIVE",
        "freeipa, cn=users|cn=accounts|dc=d1|dc=test, bob, DISABLED",
        "freeipa, cn=users|cn=accounts|dc=d1|dc=test, carol, ACTIVE",
        "lldap, ou=people|dc=d1|dc=test, alice, ACTIVE",
    })
    void stateShouldBeWhatTheDirectoryItselfSays(String preset, String base, String login, AccountState state)
            throws LDAPException {
        assertThat(only(login(preset, base.replace('|', ','), login)).state()).isEqualTo(state);
    }

    @Test
    void activeDirectoryUserShouldBeUnknownStateWhenUserAccountControlIsHidden() throws LDAPException {
        LookupResult erin = login("activedirectory", "dc=d1,dc=test", "erin");

        assertThat(erin).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(((LookupResult.Unavailable) erin).reason()).contains("userAccountControl");
    }

    @ParameterizedTest
    @CsvSource({
        "activedirectory, dc=d1|dc=test, a.liddell@d1.test, Alice",
        "activedirectory, dc=d1|dc=test, Robert@D1.test, bob",
        "activedirectory, dc=d1|dc=test, sip.alice@d1.test, ",
        "activedirectory, dc=d1|dc=test, contact@d1.test, ",
        "freeipa, cn=users|cn=accounts|dc=d1|dc=test, a.liddell@d1.test, alice",
        "freeipa, cn=users|cn=accounts|dc=d1|dc=test, liddell@d1.test, alice",
        "lldap, ou=people|dc=d1|dc=test, bob@d1.test, bob",
    })
    void addressShouldHaveItsOwner(String preset, String base, String address, String owner) throws LDAPException {
        try (IdentityProvider provider = provider(preset, base.replace('|', ','), Map.of())) {
            LookupResult answer =
                    provider.findByAddress(EmailAddress.parse(address).orElseThrow());

            Optional<String> login = answer.fold(
                    some -> Optional.of(some.get(0).loginName()), Optional::empty, why -> Optional.of("unavailable"));
            assertThat(login).isEqualTo(Optional.ofNullable(owner));
        }
    }

    @Test
    void attributesOfLldapShouldBeThoseThatTheOperatorNames() throws LDAPException {
        Map<String, Object> own = Map.of(
                "alias_attribute", "mailAlias",
                "account_status_attribute", "mailState",
                "status_send_blocked", List.of("receive-only"));
        try (IdentityProvider provider = provider("lldap", "ou=people,dc=d1,dc=test", own)) {
            Account alice = only(provider.findByLogin("alice"));

            assertThat(alice.id()).isEqualTo("b10a2f4c-5f2d-3b1a-8c33-0b7a1f0b8f10");
            assertThat(alice.state()).isEqualTo(AccountState.SEND_BLOCKED);
            assertThat(alice.aliasAddresses()).isEqualTo(addresses("a.liddell@d1.test"));
        }
    }
}
