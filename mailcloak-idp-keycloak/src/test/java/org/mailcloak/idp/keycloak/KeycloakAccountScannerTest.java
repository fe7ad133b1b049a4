package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

@Timeout(60)
class KeycloakAccountScannerTest {

    private static final int PAGE = KeycloakAccountScanner.PAGE;

    private final StubbedKeycloak keycloak = new StubbedKeycloak();
    private final Told told = new Told();

    @AfterEach
    void stop() {
        keycloak.close();
    }

    private static final class Told implements ScanVisitor {

        private final Set<String> found = new LinkedHashSet<>();
        private final List<String> doubtful = new ArrayList<>();

        @Override
        public void found(Account account, Set<String> loginNames) {
            found.addAll(loginNames);
        }

        @Override
        public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
            loginNames.forEach(doubtful::add);
            addresses.forEach(address -> doubtful.add(address.toString()));
        }
    }

    private ScanResult scan() {
        try (IdentityProvider provider = keycloak.provider(Map.of())) {
            return provider.scanner().orElseThrow().scan(told);
        }
    }

    /** Users by their numbers, in the order of their names. */
    private static String[] users(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> StubbedKeycloak.user("id" + number, name(number), ""))
                .toArray(String[]::new);
    }

    private static String name(int number) {
        return String.format("user%04d", number);
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private void page(int first, String... users) {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                .atPriority(5)
                .withQueryParam("first", equalTo(Integer.toString(first)))
                .withQueryParam("briefRepresentation", equalTo("false"))
                .willReturn(okJson(StubbedKeycloak.array(users))));
    }

    @Test
    void everybodyShouldBeToldOnceWhenThereAreSeveralPages() {
        page(0, users(range(0, PAGE)));
        page(PAGE - 1, users(range(PAGE - 1, PAGE + 10)));
        page(PAGE + 9, users(PAGE + 9));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).hasSize(PAGE + 10).contains(name(0), name(PAGE + 9));
    }

    @Test
    void userWhoSlippedToAPageThatWasReadShouldBeToldWhenAnotherWasDeleted() {
        page(0, users(range(0, PAGE)));
        // User 0 is deleted: everybody has moved by one, and user 250 to the last place of the first page.
        page(PAGE - 1, users(range(PAGE, PAGE + 5)));
        int back = PAGE - 1 - PAGE / 2;
        page(back, users(range(back + 1, PAGE + 5)));
        page(PAGE + 3, users(PAGE + 4));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).contains(name(PAGE), name(PAGE + 4));
    }

    @Test
    void scanShouldBeUnavailableWhenTheListKeepsMoving() {
        page(0, users(range(0, PAGE)));
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                .atPriority(6)
                .withQueryParam("max", equalTo(Integer.toString(PAGE)))
                .willReturn(okJson(StubbedKeycloak.array(users(range(5000, 5010))))));

        assertThat(scan()).isEqualTo(ScanResult.unavailable("the list of users changes faster than it can be read"));
    }

    @Test
    void scanShouldEndWhenTheServerIgnoresWhereToBegin() {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                .atPriority(6)
                .withQueryParam("max", equalTo(Integer.toString(PAGE)))
                .willReturn(okJson(StubbedKeycloak.array(users(range(0, PAGE))))));

        assertThat(scan()).isEqualTo(ScanResult.unavailable("a page of users brings nobody new: the list has no end"));
    }

    @Test
    void scanShouldBeUnavailableWhenALaterPageFails() {
        page(0, users(range(0, PAGE)));
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                .atPriority(5)
                .withQueryParam("first", equalTo(Integer.toString(PAGE - 1)))
                .willReturn(serverError()));

        assertThat(scan()).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void scanShouldBeUnavailableWhenABodyIsCutShort() {
        String cut = StubbedKeycloak.array(users(range(0, PAGE)));
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                .atPriority(5)
                .withQueryParam("first", equalTo("0"))
                .willReturn(okJson(cut.substring(0, cut.length() / 2))));

        assertThat(scan()).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void emptyListShouldNotBeBelievedWhenTheServiceAccountCannotSeeItself() {
        page(0);
        keycloak.finds("username", "service-account-mailcloak");

        assertThat(scan()).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void scanShouldBePartialWhenUsersComeFromAnotherDirectory() {
        page(0, StubbedKeycloak.user("1", "alice", "\"federationLink\":\"ldap\""));

        assertThat(scan()).isInstanceOf(ScanResult.Partial.class);
        assertThat(told.found).containsExactly("alice");
    }

    @Test
    void userShouldBeDoubtfulWhenADirectoryThatIsDownMayHaveDisabledHim() {
        String alice = "{\"id\":\"1\",\"username\":\"alice\",\"enabled\":false,\"federationLink\":\"ldap\","
                + "\"email\":\"alice@d1.test\"}";
        page(0, alice);

        assertThat(scan()).isInstanceOf(ScanResult.Partial.class);
        assertThat(told.found).isEmpty();
        assertThat(told.doubtful).containsExactly("alice", "alice@d1.test");
    }

    @Test
    void serviceAccountsShouldNotBeToldWhenTheListHoldsThem() {
        page(0, StubbedKeycloak.user("1", "service-account-other", ""), StubbedKeycloak.user("2", "zoe", ""));
        page(1, StubbedKeycloak.user("2", "zoe", ""));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).containsExactly("zoe");
    }
}
