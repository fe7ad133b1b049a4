package org.mailcloak.server.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.Question;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Stage;
import org.mailcloak.protocol.policy.PolicyAction;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers policy requests by the decision engine. Safe for use by many threads. */
public final class PolicyEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyEndpoint.class);

    private final Supplier<DecisionEngine> engines;
    private final DecisionLog log;
    private final Map<Reason, PolicyAction> actions = new EnumMap<>(Reason.class);

    /** @param engines gives the engine for one request, whose look-ups end within the request's budget */
    public PolicyEndpoint(Supplier<DecisionEngine> engines, DecisionLog log) {
        this.engines = engines;
        this.log = log;
        for (Reason reason : Reason.values()) {
            actions.put(reason, PolicyAction.of(reason.action()));
        }
    }

    /** Never throws: a defect is a deferral. */
    PolicyAction answer(PolicyRequest request) {
        if (!request.isAccessPolicy()) {
            return PolicyAction.dunno();
        }
        long begin = System.nanoTime();
        Question question = question(request);
        Decision decision = decide(question);
        log.write(question, decision, request.queueId(), System.nanoTime() - begin);
        return requireNonNull(actions.get(decision.reason()));
    }

    private Decision decide(Question question) {
        try {
            return engines.get().decide(question);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError defect) {
            LOG.error("A defect in Mailcloak; the mail is deferred", defect);
            return new Decision(Reason.INTERNAL_ERROR, Optional.of(defect.toString()));
        }
    }

    private static Question question(PolicyRequest request) {
        return new Question(
                Stage.of(request.protocolState()),
                Text.of(request.sender()),
                Text.of(request.recipient()),
                Text.of(request.saslMethod()),
                Text.of(request.saslUsername()),
                Text.of(request.clientAddress()));
    }
}
