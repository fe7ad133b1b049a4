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
 * @param elsewhere whether the recipient is outside the local domains, by any reading
 */
record RecipientOutcome(Optional<Decision> refusal, List<MailGroup> groups, boolean elsewhere) {

    static final RecipientOutcome OPEN = new RecipientOutcome(Optional.empty(), List.of(), false);
    static final RecipientOutcome ELSEWHERE = new RecipientOutcome(Optional.empty(), List.of(), true);

    RecipientOutcome {
        groups = List.copyOf(groups);
    }

    static RecipientOutcome refused(Decision refusal) {
        return new RecipientOutcome(Optional.of(refusal), List.of(), false);
    }

    static RecipientOutcome to(List<MailGroup> groups) {
        return groups.isEmpty() ? OPEN : new RecipientOutcome(Optional.empty(), groups, false);
    }

    /** Both, for two readings of one address. */
    RecipientOutcome and(RecipientOutcome other) {
        if (refusal.isPresent() || other.equals(OPEN)) {
            return this;
        }
        return equals(OPEN) || other.refusal.isPresent()
                ? other
                : new RecipientOutcome(
                        refusal,
                        Stream.concat(groups.stream(), other.groups.stream()).toList(),
                        elsewhere || other.elsewhere);
    }
}
