package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.Certificate;
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

    /** A certificate may stand for an application too, as a password may. */
    private static final String METHOD_OF_CERTIFICATES = "PLAIN";

    private final PolicyRules rules;
    private final LookupSources directory;
    private final Rules usual;

    /** The engine closes neither the store nor the provider. */
    public DecisionEngine(PolicyRules rules, MailStore store, IdentityProvider provider) {
        this(rules, new LookupSources(store, provider));
    }

    /** The engine closes neither the store nor the provider. */
    public DecisionEngine(PolicyRules rules, LookupSources directory) {
        this.rules = requireNonNull(rules, "rules");
        this.directory = requireNonNull(directory, "directory");
        this.usual = new Rules(rules, directory);
    }

    /** Decides one question. Never throws for anything that a client can send. */
    public Decision decide(PolicyQuery question) {
        if (question.stage() != ProtocolState.RCPT) {
            return Decision.of(Reason.STAGE_NOT_CHECKED);
        }
        if (question.recipient().isEmpty()) {
            return Decision.of(Reason.NO_RECIPIENT);
        }
        try {
            PolicyQuery identified = identified(question);
            return switch (rules.idpFailureMode()) {
                case TEMPFAIL -> usual.decide(identified);
                case DUNNO -> inOutageOnly(identified);
            };
        } catch (StoreException failure) {
            return Decision.of(Reason.STORE_UNAVAILABLE, String.valueOf(failure.getMessage()));
        }
    }

    /** A client that has not logged in is the login for which its certificate is registered. */
    private PolicyQuery identified(PolicyQuery question) {
        if (question.certificate().isEmpty() || question.authenticated()) {
            return question;
        }
        return directory
                .store()
                .findCertificate(question.certificate())
                .filter(Certificate::enabled)
                .map(certificate -> question.as(METHOD_OF_CERTIFICATES, certificate.login()))
                .orElse(question);
    }

    /**
     * Decides for an operator that chose to let mail pass in an outage. If the provider answers, and its answer about
     * one account or group cannot be used, that is no outage: a client could bring that about by the text of an
     * address.
     */
    private Decision inOutageOnly(PolicyQuery question) {
        UnclearWatch watch = new UnclearWatch(directory.provider());
        Decision decision =
                new Rules(rules, new LookupSources(directory.store(), watch, directory.binder())).decide(question);
        return watch.sawUnclear()
                ? new Rules(
                                rules.toBuilder()
                                        .idpFailureMode(FailureMode.TEMPFAIL)
                                        .build(),
                                directory)
                        .decide(question)
                : decision;
    }

    private static final class Rules {

        private final RecipientRules recipients;
        private final SenderRules senders;
        private final PostingRules posting;

        Rules(PolicyRules rules, LookupSources directory) {
            RuleContext sources = new RuleContext(rules, directory);
            this.recipients = new RecipientRules(rules, sources);
            this.senders = new SenderRules(rules, sources);
            this.posting = new PostingRules(rules, sources, senders);
        }

        Decision decide(PolicyQuery question) {
            RecipientOutcome recipient = recipients.check(question);
            return recipient.refusal().isPresent() ? recipient.refusal().get() : decide(question, recipient);
        }

        private Decision decide(PolicyQuery question, RecipientOutcome recipient) {
            Decision sender = senders.check(question, recipient.elsewhere());
            return recipient.groups().isEmpty() || sender.verdict() != Verdict.PASS
                    ? sender
                    : posting.check(question, sender, recipient.groups());
        }
    }
}
