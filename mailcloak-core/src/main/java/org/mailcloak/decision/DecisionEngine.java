package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/**
 * Decides who may send as which address and which recipients exist: the tables of {@code docs/developers/decisions.md}.
 *
 * <p>Safe for use by many threads at once if the store and the provider are. It blocks as long as they do and no longer;
 * a host that serves Postfix puts the caching decorators of {@code org.mailcloak.cache} in front of both.
 *
 * <p>Every outage ends in a deferral, unless the operator chose {@link FailureMode#DUNNO}: a store that fails is {@link
 * Reason#STORE_UNAVAILABLE}, a provider that fails or throws is {@link Reason#IDP_UNAVAILABLE}.
 */
public final class DecisionEngine {

    private final RecipientRules recipients;
    private final SenderRules senders;
    private final PostingRules posting;

    /** The engine closes neither the store nor the provider. */
    public DecisionEngine(PolicyRules rules, MailStore store, IdentityProvider provider) {
        this(rules, new Directory(store, provider));
    }

    /** The engine closes neither the store nor the provider. */
    public DecisionEngine(PolicyRules rules, Directory directory) {
        Sources sources = new Sources(requireNonNull(rules, "rules"), requireNonNull(directory, "directory"));
        this.recipients = new RecipientRules(rules, sources);
        this.senders = new SenderRules(rules, sources);
        this.posting = new PostingRules(rules, sources);
    }

    /** Decides one question. Never throws for anything that a client can send. */
    public Decision decide(Question question) {
        if (question.stage() != Stage.RCPT) {
            return Decision.of(Reason.STAGE_NOT_CHECKED);
        }
        if (question.recipient().isEmpty()) {
            return Decision.of(Reason.NO_RECIPIENT);
        }
        try {
            Passage recipient = recipients.check(question);
            return recipient.refusal().isPresent() ? recipient.refusal().get() : decide(question, recipient);
        } catch (StoreException failure) {
            return Decision.of(Reason.STORE_UNAVAILABLE, String.valueOf(failure.getMessage()));
        }
    }

    private Decision decide(Question question, Passage recipient) {
        Decision sender = senders.check(question);
        return recipient.groups().isEmpty() || sender.verdict() != Verdict.PASS
                ? sender
                : posting.check(question, sender, recipient.groups());
    }
}
