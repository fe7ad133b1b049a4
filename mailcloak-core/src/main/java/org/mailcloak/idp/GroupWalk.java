package org.mailcloak.idp;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects the members of a group and of all groups within it, for providers: each group is read once, so groups that
 * contain each other do no harm, and each account is a member once. It is bounded, because a directory can nest anything
 * in anything; a group over the bounds is broken rather than shortened. For one thread.
 */
public final class GroupWalk {

    /** Groups within one group, itself included. */
    public static final int MAX_GROUPS = 1_000;

    /** Members of one group. */
    public static final int MAX_MEMBERS = 10_000;

    private final Map<String, Identity> members = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    private GroupWalk() {}

    /**
     * What stands in one group itself.
     *
     * @param members the accounts in it
     * @param subgroups the ids of the groups in it
     */
    public record Content(List<Identity> members, List<String> subgroups) {
        public Content {
            members = List.copyOf(members);
            subgroups = List.copyOf(subgroups);
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
     * @param root the id of the group
     * @param read is called for each group once
     * @param group makes the group of its members
     */
    public static <E extends Exception> GroupLookup of(
            String root, Reader<E> read, Function<List<Identity>, MailGroup> group) throws E {
        GroupWalk walk = new GroupWalk();
        Optional<String> wrong = walk.run(root, read);
        return wrong.isPresent()
                ? GroupLookup.broken("the group " + wrong.get())
                : GroupLookup.found(group.apply(List.copyOf(walk.members.values())));
    }

    private <E extends Exception> Optional<String> run(String root, Reader<E> read) throws E {
        enter(List.of(root));
        while (!waiting.isEmpty()) {
            Content content = read.read(waiting.remove());
            content.members().forEach(member -> members.putIfAbsent(member.id(), member));
            enter(content.subgroups());
            if (members.size() > MAX_MEMBERS) {
                return Optional.of("has more than " + MAX_MEMBERS + " members");
            }
            if (seen.size() > MAX_GROUPS) {
                return Optional.of("contains more than " + MAX_GROUPS + " groups");
            }
        }
        return Optional.empty();
    }

    private void enter(Collection<String> groups) {
        for (String id : groups) {
            if (seen.add(id)) {
                waiting.add(id);
            }
        }
    }
}
