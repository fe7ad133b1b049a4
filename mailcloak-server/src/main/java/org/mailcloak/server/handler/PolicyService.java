package org.mailcloak.server.handler;

import java.util.function.Supplier;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.binding.AliasBinder;

/** Answers policy requests by the decision engine. Safe for use by many threads. */
public final class PolicyService {

    private final PolicyRules rules;
    private final Supplier<NonBlockingLookups> newLookups;
    private final DecisionLog log;
    private final RequestObserver observer;
    private final PolicyReplies replies;
    private final AliasBinder binder;

    /**
     * With replies that do not name the decision.
     *
     * @param newLookups gives each connection its own
     */
    public PolicyService(
            PolicyRules rules, Supplier<NonBlockingLookups> newLookups, DecisionLog log, RequestObserver observer) {
        this(rules, newLookups, log, observer, false, AliasBinder.NONE);
    }

    /**
     * @param newLookups gives each connection its own
     * @param idsInReplies whether the text of a refusal and of a deferral ends with the decision's id, as in the log
     * @param binder receives what is found out about aliases
     */
    public PolicyService(
            PolicyRules rules,
            Supplier<NonBlockingLookups> newLookups,
            DecisionLog log,
            RequestObserver observer,
            boolean idsInReplies,
            AliasBinder binder) {
        this.binder = binder;
        this.replies = new PolicyReplies(idsInReplies);
        this.rules = rules;
        this.newLookups = newLookups;
        this.log = log;
        this.observer = observer;
    }

    PolicyHandler open() {
        NonBlockingLookups lookups = newLookups.get();
        return new PolicyHandler(
                lookups,
                new DecisionEngine(rules, new LookupSources(lookups.store(), lookups.provider(), binder)),
                log,
                observer,
                replies);
    }
}
