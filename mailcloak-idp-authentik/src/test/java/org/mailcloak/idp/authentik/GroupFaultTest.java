package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;

/** Whatever goes wrong is "unavailable", and neither "no such group" nor a list that lacks somebody. */
@Timeout(60)
class GroupFaultTest {

    private static final String ANSWERS = "org.mailcloak.idp.authentik.AuthentikFaultTest#answers";

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(
                StoredUser.of(10, "alice", "alice@d1.test"),
                StoredUser.of(11, "bob", "bob@d1.test"),
                StoredUser.of(12, "carol", "carol@d1.test"));
        authentik
                .groups()
                .add(
                        StoredGroup.of("staff").with("mail", "staff@d1.test").holding(10L, 11L),
                        StoredGroup.of("inner").in("staff").holding(12L));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private GroupLookup find(String address) {
        try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
            return provider.groups().orElseThrow().findGroupByAddress(Providers.address(address));
        }
    }

    private static void assertUnavailable(GroupLookup answer) {
        assertThat(Providers.logins(answer)).isEqualTo(List.of("unavailable"));
        assertThat(Providers.reason(answer))
                .doesNotContain("\n", "\r", FakeAuthentik.TOKEN)
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @MethodSource(ANSWERS)
    void groupsShouldBeUnavailableWhenAnswersAboutGroupsAre(ResponseDefinitionBuilder answer) {
        authentik.answer("/core/groups/.*", answer);

        assertUnavailable(find("staff@d1.test"));
        assertUnavailable(find("nothing@d1.test"));
    }

    @ParameterizedTest
    @MethodSource(ANSWERS)
    void groupShouldBeUnavailableWhenTheAnswerAboutItsMembersIs(ResponseDefinitionBuilder answer) {
        authentik.answer("/core/users/", answer);

        assertUnavailable(find("staff@d1.test"));
        assertThat(find("nothing@d1.test")).isEqualTo(GroupLookup.notFound());
    }

    @ParameterizedTest
    @MethodSource(ANSWERS)
    void groupsShouldBeUnavailableWhenTheAnswerAboutASingleOneIs(ResponseDefinitionBuilder answer) {
        authentik.answer("/core/groups/[^/]+/", answer);

        assertUnavailable(find("staff@d1.test"));
        assertUnavailable(find("nothing@d1.test"));
    }

    @Test
    void groupShouldBeUnavailableWhenALaterPageOfMembersFails() {
        authentik.capPagesAt(1);
        // The first page is the one that finds the group.
        authentik.afterNextPage(() -> authentik.afterNextPage(() -> authentik.answer("/core/users/", serverError())));

        assertUnavailable(find("staff@d1.test"));
    }

    @Test
    void groupShouldBeUnavailableWhenAGroupWithinItIsDeletedMeanwhile() {
        authentik.afterNextPage(() -> authentik.groups().remove("inner"));

        assertUnavailable(find("staff@d1.test"));
    }

    @Test
    void groupShouldBeUnavailableWhenItIsDeletedMeanwhile() {
        authentik.afterNextPage(() -> authentik.groups().remove("staff"));

        assertUnavailable(find("staff@d1.test"));
    }

    @Test
    void groupsShouldBeFoundAgainWhenServerRecovers() {
        authentik.answer(serverError());
        try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
            assertUnavailable(provider.groups().orElseThrow().findGroupByAddress(Providers.address("staff@d1.test")));

            authentik.recover();

            assertThat(Providers.logins(
                            provider.groups().orElseThrow().findGroupByAddress(Providers.address("staff@d1.test"))))
                    .containsExactlyInAnyOrder("alice", "bob", "carol");
        }
    }

    @Nested
    class Permissions {

        @Test
        void groupsShouldBeUnavailableWhenTokenSeesNone() {
            authentik.groups().seeOnly();

            assertThat(Providers.reason(find("staff@d1.test"))).contains("may not view groups");
            assertThat(Providers.reason(find("nothing@d1.test"))).contains("may not view groups");
        }

        @Test
        void groupsShouldBeUnavailableWhenTokenSeesSomeOnly() {
            authentik.groups().seeOnly("inner", "staff");

            assertThat(Providers.reason(find("staff@d1.test"))).contains("authentik_core.view_group");
            assertThat(Providers.reason(find("nothing@d1.test"))).contains("shows some groups only");
        }

        @Test
        void groupShouldBeUnavailableWhenAGroupWithinItIsHidden() {
            authentik.groups().seeOnly("staff", FakeGroups.READERS.name());

            assertUnavailable(find("staff@d1.test"));
        }

        @Test
        void groupShouldBeUnavailableWhenMembersAreHidden() {
            authentik.see(FakeAuthentik.Sight.only(10L, 12L));

            assertThat(Providers.reason(find("staff@d1.test"))).contains("shows some users only");
        }

        @Test
        void groupsShouldBeUnavailableWhenTheTokensAccountIsInNone() {
            authentik.groups().remove(FakeGroups.READERS.name());

            assertThat(Providers.reason(find("staff@d1.test"))).contains("make it a member of any group");
            assertUnavailable(find("nothing@d1.test"));
        }

        @Test
        void groupsShouldBeFoundWhenTheTokensAccountMovedToAnotherGroup() {
            try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
                provider.groups().orElseThrow().findGroupByAddress(Providers.address("nothing@d1.test"));
                authentik.groups().remove(FakeGroups.READERS.name());
                authentik.groups().add(StoredGroup.of("robots").holding(FakeAuthentik.OWNER.pk()));

                assertThat(provider.groups().orElseThrow().findGroupByAddress(Providers.address("nothing@d1.test")))
                        .isEqualTo(GroupLookup.notFound());
            }
        }

        @Test
        void groupsShouldBeUnavailableAtOnceWhenThePermissionIsTakenAway() {
            try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
                assertThat(provider.groups().orElseThrow().findGroupByAddress(Providers.address("nothing@d1.test")))
                        .isEqualTo(GroupLookup.notFound());

                authentik.groups().seeOnly("inner");

                assertUnavailable(
                        provider.groups().orElseThrow().findGroupByAddress(Providers.address("staff@d1.test")));
            }
        }
    }
}
