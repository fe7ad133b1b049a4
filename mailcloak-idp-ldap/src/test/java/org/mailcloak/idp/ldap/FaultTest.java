package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Secret;

/** Whatever goes wrong is "could not ask", and never "no such user". */
@Timeout(60)
class FaultTest {

    private static final EmailAddress ALICE =
            EmailAddress.parse("alice@d1.test").orElseThrow();
    private static final Map<String, Object> FAST = Map.of(
            "connect_timeout_seconds", Duration.ofSeconds(1),
            "response_timeout_seconds", Duration.ofSeconds(1),
            "call_timeout_seconds", Duration.ofSeconds(3));

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @BeforeEach
    void populate() {
        directory.add(
                "dn: uid=alice," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                "uid: alice",
                "mail: alice@d1.test");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private static String reason(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        String reason = ((Lookup.Unavailable) answer).reason();
        assertThat(reason).isNotBlank().doesNotContain("\n", "\r", InMemoryDirectory.PASSWORD);
        return reason;
    }

    @ParameterizedTest
    @CsvSource({
        "1, operations error",
        "3, took longer",
        "4, size limit",
        "10, refers to another one",
        "11, is there an index?",
        "12, unavailable critical extension",
        "13, wants an encrypted connection",
        "32, base_dn",
        "50, may not search there",
        "51, busy",
        "52, not available",
        "53, not willing",
        "80, other",
    })
    void lookUpsShouldBeUnavailableWhenSearchEndsWithAnotherCodeThanSuccess(int code, String reason) {
        directory.failSearches(ResultCode.valueOf(code));
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(reason(provider.findByLogin("alice"))).contains(reason);
            assertThat(reason(provider.findByLogin("nobody"))).contains(reason);
            assertThat(provider.findByLogin("nobody").isUnclear()).isFalse();
            assertThat(reason(provider.findByAddress(ALICE))).contains(reason);
        }
    }

    @Test
    void lookUpsShouldBeUnavailableWhenThePasswordIsWrong() {
        Map<String, Object> wrong = Map.of("bind_password", new Secret("wrong-one"));
        try (IdentityProvider provider = directory.provider(wrong)) {
            assertThat(reason(provider.findByLogin("alice")))
                    .contains("bind_password")
                    .doesNotContain("wrong-one");
        }
    }

    @Test
    void lookUpsShouldBeUnavailableWhenTheBaseIsNotThere() {
        try (IdentityProvider provider = directory.provider(Map.of("base_dn", "ou=nowhere,dc=d1,dc=test"))) {
            assertThat(reason(provider.findByLogin("alice"))).contains("base_dn");
        }
    }

    @Test
    void loginShouldBeUnavailableWhenTwoEntriesHaveIt() {
        directory.add("dn: ou=more," + InMemoryDirectory.PEOPLE, "objectClass: organizationalUnit", "ou: more");
        directory.add("dn: uid=alice,ou=more," + InMemoryDirectory.PEOPLE, "objectClass: person", "uid: alice");
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(reason(provider.findByLogin("alice"))).contains("2 entries have this login");
            assertThat(provider.findByLogin("alice").isUnclear()).isTrue();
        }
        try (IdentityProvider provider = directory.provider(Map.of("scope", "one"))) {
            assertThat(provider.findByLogin("alice")).isInstanceOf(Lookup.Found.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"uid, id_attribute, noSuchAttribute", "uid, login_attribute, noSuchAttribute"})
    void addressShouldBeUnavailableWhenItsEntryIsNotShownWhole(String other, String setting, String attribute) {
        Object value = setting.equals("login_attribute") ? List.of(attribute) : attribute;
        try (IdentityProvider provider = directory.provider(Map.of(setting, value))) {
            assertThat(reason(provider.findByAddress(ALICE))).contains(attribute);
            assertThat(provider.findByAddress(ALICE).isUnclear()).isTrue();
        }
    }

    @Test
    void lookUpsShouldBeUnavailableWhenTheServerRefersElsewhere() {
        directory.add(
                "dn: ou=far," + InMemoryDirectory.PEOPLE,
                "objectClass: referral",
                "objectClass: extensibleObject",
                "ou: far",
                "ref: ldap://far.d1.test/ou=far");
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(reason(provider.findByLogin("nobody"))).contains("refers to another one");
        }
        try (IdentityProvider provider = directory.provider(Map.of("preset", "activedirectory"))) {
            assertThat(provider.findByLogin("nobody")).isEqualTo(Lookup.notFound());
        }
    }

    @Test
    void lookUpShouldBeUnavailableWhenTheServerNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                IdentityProvider provider =
                        InMemoryDirectory.provider("ldap://127.0.0.1:" + silent.getLocalPort(), FAST)) {
            reason(provider.findByLogin("alice"));
        }
    }

    @Test
    void nextServerShouldAnswerWhenTheFirstIsSilentOrGone() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            List<String> servers =
                    List.of("ldap://127.0.0.1:1", "ldap://127.0.0.1:" + silent.getLocalPort(), directory.url());
            Map<String, Object> settings = Map.of("url", servers, "response_timeout_seconds", Duration.ofSeconds(1));
            try (IdentityProvider provider = directory.provider(settings)) {
                assertThat(provider.findByLogin("alice")).isInstanceOf(Lookup.Found.class);
            }
        }
    }
}
