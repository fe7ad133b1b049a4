package org.mailcloak.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;

class GroupWalkTest {

    private static final EmailAddress ADDRESS =
            EmailAddress.parse("all@d1.test").orElseThrow();

    private final List<String> read = new ArrayList<>();

    private static Identity account(String login) {
        return new Identity("id-" + login, login, Optional.empty(), Set.of(), AccountState.ACTIVE, Set.of());
    }

    private static GroupWalk.Content content(List<String> members, String... subgroups) {
        return new GroupWalk.Content(
                members.stream().map(GroupWalkTest::account).toList(), List.of(subgroups));
    }

    private GroupLookup walk(Map<String, GroupWalk.Content> groups) {
        return GroupWalk.of(
                "root",
                id -> {
                    read.add(id);
                    return groups.getOrDefault(id, content(List.of()));
                },
                GroupWalkTest::group);
    }

    private static MailGroup group(List<Identity> members) {
        return new MailGroup(
                "root", "all", ADDRESS, members, MailGroup.Posting.DOMAIN, Set.of(), MailGroup.SendAs.NONE);
    }

    private static List<String> logins(GroupLookup answer) {
        return ((GroupLookup.Found) answer)
                .group().members().stream().map(Identity::loginName).toList();
    }

    @Test
    void groupsThatContainEachOtherShouldBeReadOnceEach() {
        GroupLookup answer = walk(Map.of(
                "root", content(List.of("alice"), "a", "root"),
                "a", content(List.of("bob", "alice"), "b"),
                "b", content(List.of("carol"), "root", "a", "b")));

        assertThat(logins(answer)).containsExactly("alice", "bob", "carol");
        assertThat(read).containsExactly("root", "a", "b");
    }

    @Test
    void groupShouldBeBrokenWhenItHasTooManyMembers() {
        List<String> logins = IntStream.rangeClosed(0, GroupWalk.MAX_MEMBERS)
                .mapToObj(String::valueOf)
                .toList();

        assertThat(walk(Map.of("root", content(logins))))
                .isEqualTo(GroupLookup.broken("the group has more than 10000 members"));
    }

    @Test
    void groupShouldBeBrokenWhenItContainsTooManyGroups() {
        String[] subgroups =
                IntStream.range(0, GroupWalk.MAX_GROUPS).mapToObj(i -> "g" + i).toArray(String[]::new);

        assertThat(walk(Map.of("root", content(List.of(), subgroups))))
                .isEqualTo(GroupLookup.broken("the group contains more than 1000 groups"));
        assertThat(read).containsExactly("root");
    }

    @Test
    void groupShouldBeFoundWhenItHasAsManyMembersAndGroupsAsItMay() {
        List<String> logins = IntStream.range(0, GroupWalk.MAX_MEMBERS)
                .mapToObj(String::valueOf)
                .toList();
        String[] subgroups = IntStream.range(0, GroupWalk.MAX_GROUPS - 1)
                .mapToObj(i -> "g" + i)
                .toArray(String[]::new);

        assertThat(logins(walk(Map.of("root", content(logins, subgroups))))).hasSize(GroupWalk.MAX_MEMBERS);
        assertThat(read).hasSize(GroupWalk.MAX_GROUPS);
    }

    @Test
    void failureToReadOneGroupShouldEndTheWalk() {
        assertThatThrownBy(() -> GroupWalk.<IOException>of(
                        "root",
                        id -> {
                            throw new IOException("gone");
                        },
                        GroupWalkTest::group))
                .isInstanceOf(IOException.class);
    }
}
