package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.Secret;

/** Whatever goes wrong is "could not ask", and never "no such user". */
@Timeout(60)
class LdapFaultTest {

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

    private static String reason(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Unavailable.class);
        String reason = ((LookupResult.Unavailable) answer).reason();
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
            assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
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
            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void addressShouldBeUnclearWhenItsEntryIsNotShownWhole() {
        try (IdentityProvider provider = directory.provider(Map.of("id_attribute", "noSuchAttribute"))) {
            assertThat(reason(provider.findByAddress(ALICE))).contains("noSuchAttribute");
            assertThat(provider.findByAddress(ALICE).isUnclear()).isTrue();
        }
    }

    @Test
    void addressShouldBeUnavailableWhenNoEntryShowsALogin() {
        try (IdentityProvider provider = directory.provider(Map.of("login_attribute", List.of("noSuchAttribute")))) {
            assertThat(reason(provider.findByAddress(ALICE))).contains("noSuchAttribute");
            assertThat(provider.findByAddress(ALICE).isUnclear()).isFalse();
        }
    }

    /** An address book in the same branch: entries of it are no accounts, and say nothing of those that are. */
    @Test
    void entryWithoutALoginShouldBeNoAccountAndLeaveTheOwnerOfItsAddressAlone() {
        directory.add(
                "dn: cn=Alice (private)," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                "cn: Alice (private)",
                "mail: alice@d1.test",
                "mail: private@d1.test");
        EmailAddress other = EmailAddress.parse("private@d1.test").orElseThrow();
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.findByAddress(ALICE)).isEqualTo(provider.findByLogin("alice"));
            assertThat(provider.findByAddress(other)).isEqualTo(LookupResult.notFound());
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "4", "10", "11", "21", "50", "51", "53", "80"})
    void probeShouldPassWhenTheDirectoryRefusesOneQuestion(int code) {
        directory.failSearches(ResultCode.valueOf(code), "alice");
        try (IdentityProvider provider = directory.provider(Map.of())) {
            reason(provider.findByAddress(ALICE));
            reason(provider.findByLogin("alice"));
            assertThat(provider.probe()).isEqualTo(Probe.passed());
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
        }
    }

    static Stream<Arguments> hugeEntries() {
        return Stream.of(
                Arguments.of("one value of 3 MB", 1, 3_000_000),
                Arguments.of("12 values of 1 MB", 12, 1_000_000),
                Arguments.of("150,000 values", 150_000, 10),
                Arguments.of("a value over the bound of a message", 1, 262_144),
                Arguments.of("more names than any account has", 1001, 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hugeEntries")
    void accountShouldBeUnclearAndOthersFoundWhenItsEntryIsTooLarge(String what, int values, int length) {
        directory.add(
                "dn: uid=bob," + InMemoryDirectory.PEOPLE, "objectClass: person", "uid: bob", "mail: bob@d1.test");
        String[] mail = IntStream.range(0, values)
                .mapToObj(i -> i + "x".repeat(length) + "@d1.test")
                .toArray(String[]::new);
        directory.modify("uid=alice," + InMemoryDirectory.PEOPLE, "mailAlternateAddress", mail);
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.findByAddress(ALICE).isUnclear()).isTrue();
            assertThat(reason(provider.findByAddress(ALICE))).contains("more than");
            assertThat(provider.findByLogin("alice").isUnclear()).isTrue();
            assertThat(provider.findByLogin("bob")).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void accountShouldBeFoundWhenItHasAsManyNamesAsItMay() {
        String[] mail =
                IntStream.range(0, 998).mapToObj(i -> "a" + i + "@d1.test").toArray(String[]::new);
        directory.modify("uid=alice," + InMemoryDirectory.PEOPLE, "mailAlternateAddress", mail);
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.findByAddress(ALICE)).isInstanceOf(LookupResult.Found.class);
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
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
        }
    }

    @Test
    void lookUpShouldBeUnavailableWhenTheServerNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                IdentityProvider provider =
                        InMemoryDirectory.provider("ldap://127.0.0.1:" + silent.getLocalPort(), FAST)) {
            reason(provider.findByLogin("alice"));
            assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
        }
    }

    @Test
    void nextServerShouldAnswerWhenTheFirstIsSilentOrGone() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            List<String> servers =
                    List.of("ldap://127.0.0.1:1", "ldap://127.0.0.1:" + silent.getLocalPort(), directory.url());
            Map<String, Object> settings = Map.of("url", servers, "response_timeout_seconds", Duration.ofSeconds(1));
            try (IdentityProvider provider = directory.provider(settings)) {
                assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Found.class);
            }
        }
    }
}
