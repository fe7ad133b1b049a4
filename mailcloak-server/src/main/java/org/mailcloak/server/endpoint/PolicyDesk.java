package org.mailcloak.server.endpoint;

import java.util.Optional;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.Question;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Stage;
import org.mailcloak.protocol.policy.PolicyAction;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.server.listen.Replies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the policy requests of one connection. */
final class PolicyDesk extends Desk<PolicyRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyEndpoint.class);

    private final DecisionEngine engine;
    private final PolicyEndpoint endpoint;

    PolicyDesk(Inquiry inquiry, DecisionEngine engine, PolicyEndpoint endpoint) {
        super(inquiry);
        this.engine = engine;
        this.endpoint = endpoint;
    }

    /** A defect is a deferral. */
    @Override
    boolean tryToAnswer(PolicyRequest request, Replies out) {
        if (!request.isAccessPolicy()) {
            write(PolicyAction.dunno(), out);
            return true;
        }
        Question question = question(request);
        Decision decision = decide(question);
        if (isWaiting()) {
            return false;
        }
        long nanos = age();
        endpoint.observer().decided(question.stage(), decision.reason(), nanos);
        endpoint.log().write(question, decision, request.queueId(), nanos);
        write(endpoint.action(decision.reason()), out);
        return true;
    }

    private static void write(PolicyAction action, Replies out) {
        action.writeTo(out.room(action.encodedLength()));
    }

    private Decision decide(Question question) {
        try {
            return engine.decide(question);
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
