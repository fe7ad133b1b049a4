package org.mailcloak.server.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.policy.PolicyAction;

/** Answers policy requests by the decision engine. Safe for use by many threads. */
public final class PolicyEndpoint {

    /** Every request is answered within this time, well under Postfix's 100 s ({@code smtpd_policy_service_timeout}). */
    public static final Duration BUDGET = Duration.ofSeconds(10);

    private final PolicyRules rules;
    private final Supplier<Inquiry> inquiries;
    private final DecisionLog log;
    private final RequestObserver observer;
    private final Map<Reason, PolicyAction> actions = new EnumMap<>(Reason.class);

    /** @param inquiries gives each connection its own */
    public PolicyEndpoint(PolicyRules rules, Supplier<Inquiry> inquiries, DecisionLog log, RequestObserver observer) {
        this.rules = rules;
        this.inquiries = inquiries;
        this.log = log;
        this.observer = observer;
        for (Reason reason : Reason.values()) {
            actions.put(reason, PolicyAction.of(reason.action()));
        }
    }

    PolicyDesk open() {
        Inquiry inquiry = inquiries.get();
        return new PolicyDesk(inquiry, new DecisionEngine(rules, inquiry.store(), inquiry.provider()), this);
    }

    DecisionLog log() {
        return log;
    }

    RequestObserver observer() {
        return observer;
    }

    PolicyAction action(Reason reason) {
        return requireNonNull(actions.get(reason));
    }
}
