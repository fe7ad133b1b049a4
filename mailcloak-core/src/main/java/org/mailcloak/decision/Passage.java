package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.idp.MailGroup;

/**
 * What the recipient says to a question.
 *
 * @param refusal empty: go on to the sender
 * @param groups the groups that the mail would reach; each has a say in who may post
 */
record Passage(Optional<Decision> refusal, List<MailGroup> groups) {

    static final Passage OPEN = new Passage(Optional.empty(), List.of());

    Passage {
        groups = List.copyOf(groups);
    }

    static Passage refused(Decision refusal) {
        return new Passage(Optional.of(refusal), List.of());
    }

    static Passage to(List<MailGroup> groups) {
        return groups.isEmpty() ? OPEN : new Passage(Optional.empty(), groups);
    }

    /** Both, for two readings of one address. */
    Passage and(Passage other) {
        boolean otherIsOpen = other.refusal.isEmpty() && other.groups.isEmpty();
        if (refusal.isPresent() || otherIsOpen) {
            return this;
        }
        return groups.isEmpty() || other.refusal.isPresent()
                ? other
                : new Passage(
                        refusal,
                        Stream.concat(groups.stream(), other.groups.stream()).toList());
    }
}
