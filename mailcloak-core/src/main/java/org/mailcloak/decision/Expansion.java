package org.mailcloak.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;

/**
 * Follows an alias to its end, as Postfix will do by asking again for each target ({@code cleanup/cleanup_map1n.c}).
 * Postfix notices a loop only after 1,000 steps, and defers the whole message then, other recipients included.
 *
 * <p>An address may lead to itself: that is the end of the way, and how a user keeps a copy of what is sent on.
 */
final class Expansion {

    /** Postfix's {@code virtual_alias_expansion_limit}. */
    private static final int MAX_ADDRESSES = 1_000;

    /** Far more than anybody needs; Postfix would follow 1,000. */
    private static final int MAX_DEPTH = 50;

    private final Function<EmailAddress, Destination> next;
    private final Set<EmailAddress> done = new HashSet<>();
    private final Set<EmailAddress> path = new LinkedHashSet<>();
    private final List<MailGroup> groups = new ArrayList<>();
    private int addresses;
    private Optional<Destination> unavailable = Optional.empty();

    /**
     * @param next says where one address leads: {@code FORWARDED}, {@code UNAVAILABLE}, or anything else for an end; a group is
     *     an end too
     */
    private Expansion(Function<EmailAddress, Destination> next) {
        this.next = next;
    }

    /** The destination as it is, or what is wrong further on. */
    static Destination check(EmailAddress address, Destination destination, Function<EmailAddress, Destination> next) {
        if (destination.kind() != Destination.Kind.FORWARDED || endsAtOnce(address, destination, next)) {
            return destination;
        }
        return new Expansion(next).outcome(address, destination);
    }

    /** Nearly every alias leads to one mailbox; this is part of every message for one. */
    private static boolean endsAtOnce(
            EmailAddress address, Destination destination, Function<EmailAddress, Destination> next) {
        if (destination.targets().size() != 1) {
            return false;
        }
        Optional<EmailAddress> target = EmailAddress.parse(destination.targets().get(0));
        if (target.isEmpty() || target.get().equals(address)) {
            return true;
        }
        return switch (next.apply(target.get()).kind()) {
            case MAILBOX, CLOSED, NOBODY -> true;
            case FORWARDED, UNAVAILABLE, BROKEN -> false;
        };
    }

    private Destination outcome(EmailAddress address, Destination destination) {
        return follow(address, destination)
                .orElseGet(() -> unavailable.orElse(destination).reaching(groups));
    }

    private Optional<Destination> follow(EmailAddress address, Destination destination) {
        addresses += destination.targets().size();
        if (addresses > MAX_ADDRESSES) {
            return Optional.of(Destination.broken("it leads to more than " + MAX_ADDRESSES + " addresses"));
        }
        if (path.size() == MAX_DEPTH) {
            return Optional.of(Destination.broken("more than " + MAX_DEPTH + " aliases follow each other: " + way()));
        }
        path.add(address);
        for (String text : destination.targets()) {
            Optional<EmailAddress> target = EmailAddress.parse(text).filter(found -> !found.equals(address));
            Optional<Destination> wrong = target.flatMap(this::enter);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        path.remove(address);
        done.add(address);
        return Optional.empty();
    }

    private Optional<Destination> enter(EmailAddress target) {
        if (path.contains(target)) {
            return Optional.of(Destination.broken("it leads back to itself: " + way() + " -> " + target));
        }
        if (done.contains(target)) {
            return Optional.empty();
        }
        Destination destination = next.apply(target);
        return switch (destination.kind()) {
            case FORWARDED -> destination.groups().isEmpty() ? follow(target, destination) : endAt(target, destination);
            case BROKEN -> Optional.of(destination);
            case UNAVAILABLE -> {
                // Not the end: so the questions about all the other targets are asked at the same time.
                unavailable = Optional.of(destination);
                yield Optional.empty();
            }
            case MAILBOX, CLOSED, NOBODY -> Optional.empty();
        };
    }

    /** Members are followed no further, but none of them may be an address from which the way comes. */
    private Optional<Destination> endAt(EmailAddress group, Destination destination) {
        groups.addAll(destination.groups());
        return destination.targets().stream()
                .flatMap(text -> EmailAddress.parse(text).stream())
                .filter(path::contains)
                .findFirst()
                .map(member ->
                        Destination.broken("it leads back to itself: " + way() + " -> " + group + " -> " + member));
    }

    private String way() {
        return path.stream().map(EmailAddress::toString).collect(Collectors.joining(" -> "));
    }
}
