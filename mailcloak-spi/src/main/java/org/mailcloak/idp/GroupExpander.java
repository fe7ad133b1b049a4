package org.mailcloak.idp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;

/**
 * Collects the members of a group and of all groups within it, for providers: each group is read once, so groups that
 * contain each other do no harm, and each account is a member once. It is bounded, because a directory can nest anything
 * in anything; a group over the bounds is broken rather than shortened. For one thread.
 */
public final class GroupExpander {

    /** Groups within one group, itself included. */
    public static final int MAX_GROUPS = 1_000;

    /** Members of one group. */
    public static final int MAX_MEMBERS = 10_000;

    /**
     * Groups that are read at once in this process. One of the most members takes some five megabytes while it is read, and a
     * stranger can write to many at the same time.
     */
    private static final Semaphore TURNS = new Semaphore(2, true);

    /** Longer than that no caller waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int limit;
    private final Map<String, Account> members = new LinkedHashMap<>();
    private final Set<EmailAddress> contacts = new LinkedHashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    private GroupExpander(int limit) {
        this.limit = limit;
    }

    /**
     * What stands in one group itself.
     *
     * @param members the accounts in it
     * @param subgroups the ids of the groups in it
     * @param contacts the members that are addresses and no accounts
     * @param overLimit whether the group has more members than it may, and they were not read
     */
    public record Content(
            List<Account> members, List<String> subgroups, Set<EmailAddress> contacts, boolean overLimit) {

        private static final Content TOO_MANY = new Content(List.of(), List.of(), Set.of(), true);

        public Content {
            members = List.copyOf(members);
            subgroups = List.copyOf(subgroups);
            contacts = Collections.unmodifiableSet(new LinkedHashSet<>(contacts));
        }

        public Content(List<Account> members, List<String> subgroups, Set<EmailAddress> contacts) {
            this(members, subgroups, contacts, false);
        }

        public Content(List<Account> members, List<String> subgroups) {
            this(members, subgroups, Set.of());
        }

        /** More members than there is room for: the reader counted them and read none. */
        public static Content tooMany() {
            return TOO_MANY;
        }
    }

    /**
     * Reads one group.
     *
     * @param <E> what ends the walk
     */
    public interface Reader<E extends Exception> {

        /** @param id of the group that was asked for, or of one that another group contains */
        Content read(String id) throws E;
    }

    /**
     * Reads one group, and no more of it than is of use.
     *
     * @param <E> what ends the walk
     */
    public interface BoundedReader<E extends Exception> {

        /**
         * @param id of the group that was asked for, or of one that another group contains
         * @param room how many members more the group may have, 0 included. Once the reader knows that there are more, it
         *     stops, and returns what it has or {@link Content#tooMany}: either way the group is broken
         */
        Content read(String id, int room) throws E;
    }

    /**
     * As {@link #of(String, int, BoundedReader, BiFunction)}, with {@link #MAX_MEMBERS} and without contacts.
     *
     * @param root the id of the group
     * @param read is called for each group once
     * @param group makes the group of its members
     */
    public static <E extends Exception> GroupLookup of(
            String root, Reader<E> read, Function<List<Account>, MailGroup> group) throws E {
        return of(root, MAX_MEMBERS, (id, room) -> read.read(id), (members, contacts) -> group.apply(members));
    }

    /**
     * @param root the id of the group
     * @param limit how many members it may have, contacts included, from 1
     * @param read is called for each group once
     * @param group makes the group of its members and contacts
     * @return unclear if too many other groups are read meanwhile
     */
    public static <E extends Exception> GroupLookup of(
            String root,
            int limit,
            BoundedReader<E> read,
            BiFunction<List<Account>, Set<EmailAddress>, MailGroup> group)
            throws E {
        if (!takeTurn()) {
            return GroupLookup.unclear("too many groups are read at once");
        }
        try {
            return walk(root, limit, read, group);
        } finally {
            TURNS.release();
        }
    }

    private static boolean takeTurn() {
        try {
            return TURNS.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <E extends Exception> GroupLookup walk(
            String root,
            int limit,
            BoundedReader<E> read,
            BiFunction<List<Account>, Set<EmailAddress>, MailGroup> group)
            throws E {
        GroupExpander walk = new GroupExpander(limit);
        Optional<String> wrong = walk.run(root, read);
        return wrong.isPresent()
                ? GroupLookup.broken("the group " + wrong.get())
                : GroupLookup.found(group.apply(List.copyOf(walk.members.values()), walk.contacts));
    }

    private <E extends Exception> Optional<String> run(String root, BoundedReader<E> read) throws E {
        enter(List.of(root));
        while (!waiting.isEmpty()) {
            Content content = read.read(waiting.remove(), limit - size());
            content.members().forEach(member -> members.putIfAbsent(member.id(), member));
            contacts.addAll(content.contacts());
            enter(content.subgroups());
            if (content.overLimit() || size() > limit) {
                return Optional.of("has more than " + limit + " members");
            }
            if (seen.size() > MAX_GROUPS) {
                return Optional.of("contains more than " + MAX_GROUPS + " groups");
            }
        }
        return Optional.empty();
    }

    private int size() {
        return members.size() + contacts.size();
    }

    private void enter(Collection<String> groups) {
        for (String id : groups) {
            if (seen.add(id)) {
                waiting.add(id);
            }
        }
    }
}
