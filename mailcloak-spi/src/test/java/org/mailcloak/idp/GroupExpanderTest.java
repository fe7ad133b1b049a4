package org.mailcloak.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;

class GroupExpanderTest {

    private static final EmailAddress ADDRESS =
            EmailAddress.parse("all@d1.test").orElseThrow();

    private final List<String> read = new ArrayList<>();

    private static Account account(String login) {
        return Account.builder("id-" + login, login).build();
    }

    private static GroupExpander.Content content(List<String> members, String... subgroups) {
        return new GroupExpander.Content(
                members.stream().map(GroupExpanderTest::account).toList(), List.of(subgroups));
    }

    private GroupLookup walk(Map<String, GroupExpander.Content> groups) {
        return GroupExpander.of(
                "root",
                id -> {
                    read.add(id);
                    return groups.getOrDefault(id, content(List.of()));
                },
                GroupExpanderTest::group);
    }

    private static MailGroup group(List<Account> members) {
        return new MailGroup(
                "root", "all", ADDRESS, members, MailGroup.Posting.DOMAIN, Set.of(), MailGroup.SendAs.NONE);
    }

    private static List<String> logins(GroupLookup answer) {
        return ((GroupLookup.Found) answer)
                .group().members().stream().map(Account::loginName).toList();
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
        List<String> logins = IntStream.rangeClosed(0, GroupExpander.MAX_MEMBERS)
                .mapToObj(String::valueOf)
                .toList();

        assertThat(walk(Map.of("root", content(logins))))
                .isEqualTo(GroupLookup.broken("the group has more than 10000 members"));
    }

    @Test
    void groupShouldBeBrokenWhenItContainsTooManyGroups() {
        String[] subgroups = IntStream.range(0, GroupExpander.MAX_GROUPS)
                .mapToObj(i -> "g" + i)
                .toArray(String[]::new);

        assertThat(walk(Map.of("root", content(List.of(), subgroups))))
                .isEqualTo(GroupLookup.broken("the group contains more than 1000 groups"));
        assertThat(read).containsExactly("root");
    }

    @Test
    void groupShouldBeFoundWhenItHasAsManyMembersAndGroupsAsItMay() {
        List<String> logins = IntStream.range(0, GroupExpander.MAX_MEMBERS)
                .mapToObj(String::valueOf)
                .toList();
        String[] subgroups = IntStream.range(0, GroupExpander.MAX_GROUPS - 1)
                .mapToObj(i -> "g" + i)
                .toArray(String[]::new);

        assertThat(logins(walk(Map.of("root", content(logins, subgroups))))).hasSize(GroupExpander.MAX_MEMBERS);
        assertThat(read).hasSize(GroupExpander.MAX_GROUPS);
    }

    private static GroupLookup bounded(int limit, GroupExpander.BoundedReader<RuntimeException> read) {
        return GroupExpander.of(
                "root",
                limit,
                read,
                (members, contacts) -> new MailGroup(
                        "root",
                        "all",
                        ADDRESS,
                        members,
                        MailGroup.Posting.DOMAIN,
                        Set.of(),
                        MailGroup.SendAs.NONE,
                        contacts));
    }

    private static EmailAddress contact(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    @Test
    void contactsOfAllGroupsShouldBeCollectedOnceEach() {
        GroupLookup answer = bounded(
                5,
                (id, room) -> id.equals("root")
                        ? new GroupExpander.Content(
                                List.of(account("alice")), List.of("a"), Set.of(contact("p@far.example")))
                        : new GroupExpander.Content(
                                List.of(), List.of(), Set.of(contact("p@far.example"), contact("q@far.example"))));

        assertThat(((GroupLookup.Found) answer).group().contacts())
                .containsExactlyInAnyOrder(contact("p@far.example"), contact("q@far.example"));
    }

    @Test
    void readerShouldHearHowManyMembersThereIsRoomFor() {
        List<Integer> rooms = new ArrayList<>();
        bounded(5, (id, room) -> {
            rooms.add(room);
            return id.equals("root")
                    ? new GroupExpander.Content(
                            List.of(account("alice"), account("bob")), List.of("a"), Set.of(contact("p@far.example")))
                    : content(List.of("carol", "dave"));
        });

        assertThat(rooms).containsExactly(5, 2);
    }

    @Test
    void groupShouldBeBrokenWhenContactsAndMembersAreTooManyTogether() {
        GroupExpander.Content three = new GroupExpander.Content(
                List.of(account("alice"), account("bob")), List.of(), Set.of(contact("p@far.example")));

        assertThat(bounded(3, (id, room) -> three)).isInstanceOf(GroupLookup.Found.class);
        assertThat(bounded(2, (id, room) -> three)).isEqualTo(GroupLookup.broken("the group has more than 2 members"));
    }

    @Test
    void groupShouldBeBrokenWhenItsReaderCountedTooMany() {
        assertThat(bounded(7, (id, room) -> GroupExpander.Content.tooMany()))
                .isEqualTo(GroupLookup.broken("the group has more than 7 members"));
    }

    @Test
    void failureToReadOneGroupShouldEndTheWalk() {
        assertThatThrownBy(() -> GroupExpander.<IOException>of(
                        "root",
                        id -> {
                            throw new IOException("gone");
                        },
                        GroupExpanderTest::group))
                .isInstanceOf(IOException.class);
    }

    @Test
    void twoGroupsShouldBeReadAtOnceAndNoMore() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<GroupLookup>> walks = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> GroupExpander.of(
                                "root" + i,
                                id -> {
                                    most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                                    awaitQuietly(release);
                                    reading.decrementAndGet();
                                    return content(List.of("alice"));
                                },
                                GroupExpanderTest::group),
                        task -> new Thread(task).start()))
                .toList();
        Awaitility.await().until(() -> reading.get() == 2);
        release.countDown();

        for (CompletableFuture<GroupLookup> walk : walks) {
            assertThat(walk.get().isFound()).isTrue();
        }
        assertThat(most).hasValue(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptedCallerShouldKeepItsFlag() {
        Thread.currentThread().interrupt();
        GroupLookup answer = walk(Map.of());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.isUnclear()).isTrue();
    }
}
