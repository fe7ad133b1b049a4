package org.mailcloak.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/**
 * Follows an alias to its end, as Postfix will do by asking again for each target ({@code cleanup/cleanup_map1n.c}).
 * Postfix notices a loop only after 1,000 steps, and defers the whole message then, other recipients included.
 *
 * <p>An address may lead to itself: that is the end of the way, and how a user keeps a copy of what is sent on.
 */
final class AliasExpansion {

    /** Postfix's {@code virtual_alias_expansion_limit}. */
    private static final int MAX_ADDRESSES = 1_000;

    /** Far more than any installation needs; Postfix would follow 1,000. */
    private static final int MAX_DEPTH = 50;

    private final Way way;
    private final Map<EmailAddress, Resolution> done = new HashMap<>();
    private final Set<EmailAddress> path = new LinkedHashSet<>();
    private final List<MailGroup> groups = new ArrayList<>();
    private int addresses;

    /**
     * How to go on.
     *
     * @param next where one address leads
     * @param byLogin where an address leads that is a login name and no account's address
     * @param hasOtherHost whether another host takes mail for an address that is unknown here
     */
    record Way(
            Function<EmailAddress, Step> next,
            BiFunction<EmailAddress, String, Step> byLogin,
            Predicate<EmailAddress> hasOtherHost,
            Bindings bindings) {}

    private AliasExpansion(Way way) {
        this.way = way;
    }

    /** What becomes of mail for an address whose first step is known. */
    static Resolution of(EmailAddress address, Step step, Way way) {
        if (step.alias().isEmpty()) {
            return step.end();
        }
        Resolution destination =
                endsAtOnce(step) ? destination(step.targets().get(0)) : new AliasExpansion(way).follow(address, step);
        return destination;
    }

    /** Nearly every alias leads to one mailbox; this is part of every message for one. */
    private static boolean endsAtOnce(Step step) {
        return step.targets().size() == 1 && step.targets().get(0).kind() != ResolvedTarget.Kind.ONWARD;
    }

    private Resolution follow(EmailAddress address, Step step) {
        addresses += step.targets().size();
        if (addresses > MAX_ADDRESSES) {
            return Resolution.broken("it leads to more than " + MAX_ADDRESSES + " addresses");
        }
        if (path.size() == MAX_DEPTH) {
            return Resolution.broken("more than " + MAX_DEPTH + " aliases follow each other: " + way());
        }
        path.add(address);
        Set<String> answers = new LinkedHashSet<>();
        Resolution worst = Resolution.LOST;
        for (ResolvedTarget target : step.targets()) {
            Resolution end = target.kind() == ResolvedTarget.Kind.ONWARD
                    ? enter(step.alias().orElseThrow(), target)
                    : destination(target);
            // Only a loop is the end: so the questions about all the other targets are asked at the same time.
            if (end.kind() == Resolution.Kind.BROKEN) {
                return end;
            }
            if (end.kind() == Resolution.Kind.FORWARDED) {
                answers.add(target.answer());
            }
            worst = weight(end) > weight(worst) ? end : worst;
        }
        path.remove(address);
        Resolution result =
                worst.kind() == Resolution.Kind.FORWARDED ? Resolution.forwarded(List.copyOf(answers), groups) : worst;
        done.put(address, result);
        return result;
    }

    /** Of several targets the heaviest counts: mail waits for each that cannot be judged, and goes to all that may receive. */
    private static int weight(Resolution end) {
        return switch (end.kind()) {
            case LOST, NOBODY -> 0;
            case CLOSED -> 1;
            case FORWARDED, MAILBOX, DISCARDED -> 2;
            case UNAVAILABLE -> 3;
            case AMBIGUOUS -> 4;
            case CHANGED -> 5;
            case BROKEN -> 6;
        };
    }

    private static Resolution destination(ResolvedTarget target) {
        return switch (target.kind()) {
            case ACCOUNT, ELSEWHERE, ONWARD -> Resolution.forwarded(List.of(target.answer()));
            case CLOSED -> Resolution.CLOSED;
            case LOST -> Resolution.LOST;
            case UNAVAILABLE -> Resolution.unavailable(target.detail());
            case CHANGED -> Resolution.changed(target.detail());
            case AMBIGUOUS -> Resolution.ambiguous(target.detail());
        };
    }

    private Resolution enter(Alias alias, ResolvedTarget target) {
        EmailAddress next = target.next().orElseThrow();
        if (path.contains(next)) {
            return Resolution.broken("it leads back to itself: " + way() + " -> " + next);
        }
        Resolution known = done.get(next);
        if (known != null) {
            return known;
        }
        Step step = way.next().apply(next).from(alias);
        if (step.alias().isPresent()) {
            return follow(next, step);
        }
        if (step.isNobody()
                && target.text().equals(alias.login())
                && target.text().indexOf('@') > 0) {
            step = way.byLogin().apply(next, target.text());
        }
        return step.end().groups().isEmpty() ? endAt(alias, target, step) : endAtGroup(next, step.end());
    }

    private Resolution endAt(Alias alias, ResolvedTarget target, Step step) {
        if (!step.accounts().isEmpty() && !way.bindings().accepts(alias, target.text(), step.accounts())) {
            return Resolution.changed(AliasTargetResolver.changed(alias, target.text()));
        }
        return switch (step.end().kind()) {
            case MAILBOX, DISCARDED, FORWARDED -> destination(target);
            case NOBODY -> {
                if (way.hasOtherHost().test(target.next().orElseThrow())) {
                    yield destination(target);
                }
                way.bindings().unknown(alias, target.text());
                yield Resolution.LOST;
            }
            case UNAVAILABLE ->
                step.outage() && way.bindings().isBound(alias, target.text()) ? destination(target) : step.end();
            case LOST, CLOSED, CHANGED, AMBIGUOUS, BROKEN -> step.end();
        };
    }

    /** Members are followed no further, but none of them may be an address from which the way comes. */
    private Resolution endAtGroup(EmailAddress group, Resolution destination) {
        Optional<EmailAddress> back = destination.targets().stream()
                .flatMap(text -> EmailAddress.parse(text).stream())
                .filter(path::contains)
                .findFirst();
        if (back.isPresent()) {
            return Resolution.broken("it leads back to itself: " + way() + " -> " + group + " -> " + back.get());
        }
        groups.addAll(destination.groups());
        done.put(group, destination);
        return destination;
    }

    private String way() {
        return path.stream().map(EmailAddress::toString).collect(Collectors.joining(" -> "));
    }
}
