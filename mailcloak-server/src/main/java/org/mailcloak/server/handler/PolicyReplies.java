package org.mailcloak.server.handler;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Verdict;
import org.mailcloak.protocol.policy.PolicyAction;

/** The replies to policy requests, each encoded once. Safe for many threads. */
final class PolicyReplies {

    private final boolean withIds;
    private final Map<Reason, PolicyAction> actions = new EnumMap<>(Reason.class);

    /** @param withIds whether the text of a refusal and of a deferral ends with the decision's id, as in the log */
    PolicyReplies(boolean withIds) {
        this.withIds = withIds;
        for (Reason reason : Reason.values()) {
            actions.put(reason, PolicyAction.of(reason.action()));
        }
    }

    /** Encoded before, unless it is to name the decision. */
    PolicyAction action(Reason reason, long id) {
        return withIds && reason.verdict() != Verdict.PASS
                ? PolicyAction.of(reason.action() + " [id " + DecisionId.text(id) + "]")
                : requireNonNull(actions.get(reason));
    }
}
