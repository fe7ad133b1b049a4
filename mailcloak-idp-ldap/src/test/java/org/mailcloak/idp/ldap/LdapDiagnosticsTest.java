package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.Secret;

@Timeout(60)
class LdapDiagnosticsTest {

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @BeforeEach
    void populate() {
        directory.add(Account.builder("1", "alice")
                .primaryAddress(EmailAddress.parse("alice@d1.test"))
                .build());
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private List<Diagnosis> examine(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(InMemoryDirectory.withStates());
        settings.put("account_status_attribute", "tnMailSendAllowed");
        settings.putAll(more);
        try (IdentityProvider provider = directory.provider(settings)) {
            List<Diagnosis> found = LookupDiagnostics.unlessOwn(provider)
                    .diagnose(new DiagnosticsRequest(Optional.of("alice"), EmailAddress.parse("alice@d1.test")));
            assertThat(found.toString()).doesNotContain(InMemoryDirectory.PASSWORD, "wrong-one");
            return found;
        }
    }

    private Diagnosis examined(String subject, Map<String, Object> more) {
        List<Diagnosis> all = examine(more);
        return all.stream()
                .filter(diagnosis -> diagnosis.subject().startsWith(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(subject + " is not in " + all));
    }

    @Test
    void everythingShouldBeGoodWhenTheDirectoryIsSetUp() {
        assertThat(examine(Map.of()))
                .hasSizeGreaterThan(8)
                .allSatisfy(diagnosis -> assertThat(diagnosis.status()).isEqualTo(Status.OK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "base_dn; ou=nowhere,dc=d1,dc=test; base_dn; base_dn; bind_dn may read it",
                "user_filter; (objectClass=robot); people; nobody fits; user_filter",
                "id_attribute; serial; attribute serial; missing at 1 of 1; id_attribute",
                "preset; activedirectory; people; nobody fits; user_filter",
            })
    void settingShouldBeNamedWhenItIsWrong(String key, String value, String subject, String finding, String remedy) {
        Diagnosis diagnosis = examined(subject, Map.of(key, value));

        assertThat(diagnosis.status()).isEqualTo(Status.FAILED);
        assertThat(diagnosis.finding()).contains(finding);
        assertThat(diagnosis.remedy()).contains(remedy);
    }

    @Test
    void nothingElseShouldBeAskedWhenThePasswordIsWrong() {
        assertThat(examine(Map.of("bind_password", new Secret("wrong-one"))))
                .singleElement()
                .satisfies(diagnosis -> {
                    assertThat(diagnosis.status()).isEqualTo(Status.FAILED);
                    assertThat(diagnosis.finding()).contains("bind_dn or bind_password is wrong");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "ldap://127.0.0.1:1, Connection refused, the server runs",
        "ldaps://255.255.255.255, Network is unreachable, routes and firewall",
        "ldaps://nowhere.invalid, nowhere.invalid, DNS"
    })
    void reasonAndRemedyShouldBeThoseOfTheConnectionWhenThereIsNone(String url, String finding, String remedy) {
        assertThat(examine(Map.of("url", List.of(url)))).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.finding()).contains("no connection").contains(finding);
            assertThat(diagnosis.remedy()).contains(remedy).doesNotContain("bind_password");
        });
    }

    @Test
    void serverShouldBeNamedWhenItIsAwayAndAnotherAnswers() {
        List<Diagnosis> found = examine(Map.of("url", List.of("ldap://127.0.0.1:1", directory.url())));

        assertThat(found.get(0).subject()).isEqualTo("server ldap://127.0.0.1:1");
        assertThat(found.get(0).status()).isEqualTo(Status.FAILED);
        assertThat(found.get(0).finding()).contains("Connection refused").doesNotContain("revision");
        assertThat(found.subList(1, found.size()))
                .allSatisfy(diagnosis -> assertThat(diagnosis.status()).isEqualTo(Status.OK));
    }

    @Test
    void stateShouldBeWarnedOfWhenNobodyHasTheAttribute() {
        Diagnosis absent = examined("attribute mayMail", Map.of("send_allowed_attribute", "mayMail"));

        assertThat(absent.status()).isEqualTo(Status.WARNING);
        assertThat(absent.finding()).contains("not seen at any of 1 people", "lets them send");
    }

    @Test
    void lockShouldBeMissedWhenEverybodyMustHaveIt() {
        Diagnosis lock =
                examined("attribute userAccountControl", Map.of("lock_attributes", List.of("userAccountControl")));

        assertThat(lock.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void sizeLimitShouldBeWarnedOfWhenTheServerShowsFewerPeople() {
        directory.failSearches(ResultCode.SIZE_LIMIT_EXCEEDED);
        List<Diagnosis> found = examine(Map.of());

        assertThat(found)
                .anySatisfy(diagnosis -> assertThat(diagnosis.finding()).contains("size limit"));
    }

    @Test
    void feedShouldBeMissedWhenItIsWantedAndTheServerHasNone() {
        Diagnosis changes = examined("changes", Map.of("follow", true));

        assertThat(changes.status()).isEqualTo(Status.FAILED);
        assertThat(changes.remedy()).contains("syncprov", "follow: false");
    }

    @Test
    void feedShouldNotBeMissedWhenNobodyAskedForIt() {
        assertThat(examined("changes", Map.of()).finding()).contains("does not tell them");
        assertThat(examine(Map.of("follow", false)))
                .extracting(Diagnosis::subject)
                .doesNotContain("changes");
    }

    @Test
    void addressesShouldBeMissedWhenNobodyHasOne() {
        Diagnosis none = examined("address attributes", Map.of("address_attributes", List.of("electronicMail")));

        assertThat(none.status()).isEqualTo(Status.FAILED);
        assertThat(none.remedy()).contains("address_attributes");
    }

    @Test
    void baseOfListsShouldBeMissedWhenItIsNotThere() {
        Diagnosis diagnosis = examined(
                "group_base_dn",
                Map.of("group_address_attribute", "mail", "group_base_dn", "ou=nowhere,dc=d1,dc=test"));

        assertThat(diagnosis.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void attributesOfListsShouldBeMissedWhenNoGroupHasThem() {
        directory.add("dn: cn=staff," + InMemoryDirectory.PEOPLE, "objectClass: groupOfNames", "mail: staff@d1.test");
        Map<String, Object> settings =
                Map.of("group_address_attribute", "mail", "group_posting_attribute", "mailPosting");

        assertThat(examined("group attribute mail", settings).finding()).isEqualTo("seen at 1 of 1 groups");
        assertThat(examined("group attribute mailPosting", settings))
                .extracting(Diagnosis::status, Diagnosis::finding)
                .containsExactly(Status.WARNING, "not seen at any of 1 groups, so group_posting holds for all: domain");
    }

    @Test
    void groupsShouldBeMissedWhenListsAreConfiguredAndThereAreNone() {
        assertThat(examined("groups", Map.of("group_address_domain", "lists.d1.test"))
                        .status())
                .isEqualTo(Status.WARNING);
    }

    @Test
    void entriesWithoutALoginShouldBeNamedUpToABound() {
        for (int i = 0; i < 12; i++) {
            directory.add(
                    "dn: cn=contact" + i + "," + InMemoryDirectory.PEOPLE, "objectClass: person", "cn: contact" + i);
        }

        Diagnosis contacts = examine(Map.of()).stream()
                .filter(diagnosis -> diagnosis.subject().equals("entries without a login"))
                .findFirst()
                .orElseThrow();

        assertThat(contacts.status()).isEqualTo(Status.WARNING);
        assertThat(contacts.finding()).contains("cn=contact", "; and more");
        assertThat(contacts.finding().split("cn=contact")).hasSize(11);
    }
}
