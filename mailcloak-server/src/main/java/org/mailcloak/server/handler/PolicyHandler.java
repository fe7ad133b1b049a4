package org.mailcloak.server.handler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.policy.PolicyAction;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.server.transport.OutboundBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the policy requests of one connection. */
final class PolicyHandler extends RequestHandler<PolicyRequest, PolicyHandler.Outcome> {

    /** A question and its decision; neither for a request that is no access policy request. */
    record Outcome(@Nullable PolicyQuery question, @Nullable Decision decision) {
        private static final Outcome NONE = new Outcome(null, null);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PolicyHandler.class);

    private final DecisionEngine engine;
    private final DecisionLog log;
    private final RequestObserver observer;
    private final PolicyReplies replies;

    PolicyHandler(
            NonBlockingLookups lookups,
            DecisionEngine engine,
            DecisionLog log,
            RequestObserver observer,
            PolicyReplies replies) {
        super(lookups);
        this.engine = engine;
        this.log = log;
        this.observer = observer;
        this.replies = replies;
    }

    /** A bug is a deferral. */
    @Override
    Outcome decide(PolicyRequest request) {
        if (!request.isAccessPolicy()) {
            return Outcome.NONE;
        }
        PolicyQuery question = question(request);
        return new Outcome(question, decide(question));
    }

    @Override
    void commit(PolicyRequest request, Outcome outcome, OutboundBuffer out) {
        @Nullable PolicyQuery question = outcome.question();
        @Nullable Decision decision = outcome.decision();
        if (question == null || decision == null) {
            write(PolicyAction.dunno(), out);
            return;
        }
        long nanos = age();
        observer.decided(question.stage(), decision.reason(), nanos);
        long id = DecisionId.next();
        log.write(question, decision, origin(id, request), nanos);
        write(replies.action(decision.reason(), id), out);
    }

    @Override
    int length(PolicyRequest request) {
        return request.totalLength();
    }

    private static void write(PolicyAction action, OutboundBuffer out) {
        action.writeTo(out.room(action.encodedLength()));
    }

    private Decision decide(PolicyQuery question) {
        try {
            return engine.decide(question);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError defect) {
            LOG.error("A defect in Mailcloak; the mail is deferred", defect);
            return new Decision(Reason.INTERNAL_ERROR, Optional.of(defect.toString()));
        }
    }

    private static DecisionLog.Origin origin(long id, PolicyRequest request) {
        return new DecisionLog.Origin(id, request.queueId(), request.clientPort(), request.instance());
    }

    private static PolicyQuery question(PolicyRequest request) {
        return request.undecodable().isEmpty() ? asSent(request) : sanitized(request);
    }

    private static PolicyQuery asSent(PolicyRequest request) {
        return new PolicyQuery(
                ProtocolState.of(request.protocolState()),
                request.sender(),
                request.recipient(),
                request.saslMethod(),
                request.saslUsername(),
                request.clientAddress(),
                request.certificateKey());
    }

    private static PolicyQuery sanitized(PolicyRequest request) {
        return new PolicyQuery(
                ProtocolState.of(request.protocolState()),
                WireTextSanitizer.of(request.sender()),
                WireTextSanitizer.of(request.recipient()),
                WireTextSanitizer.of(request.saslMethod()),
                WireTextSanitizer.of(request.saslUsername()),
                WireTextSanitizer.of(request.clientAddress()),
                WireTextSanitizer.of(request.certificateKey()));
    }
}
