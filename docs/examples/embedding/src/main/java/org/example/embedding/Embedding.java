package org.example.embedding;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;

/** Decides with mailcloak-core alone: the people and the domains come from this program. */
public final class Embedding {

    private static final Account ALICE = Account.builder("1", "alice").primaryAddress(EmailAddress.parse("alice@example.org")).build();

    private Embedding() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // Postfix's myorigin, which completes addresses without a domain. Without it those are deferred.
        PolicyRules rules =
                PolicyRules.defaults().toBuilder().origin(MailDomain.parse("example.org").orElseThrow()).build();
        DecisionEngine engine = new DecisionEngine(rules, new OneDomain(), new OnePerson());
        for (String sender : List.of("alice@example.org", "Alice%example.org", "boss@example.org")) {
            Decision decision = engine.decide(
                    new PolicyQuery(ProtocolState.RCPT, sender, "friend@example.net", "PLAIN", "alice", "192.0.2.7"));
            out.println(sender + ": " + decision.reason().action() + " (" + decision.reason() + ")");
        }
    }

    /** Your user directory. */
    private static final class OnePerson implements IdentityProvider {
        @Override
        public LookupResult findByLogin(String loginName) {
            return loginName.equalsIgnoreCase("alice") ? LookupResult.found(ALICE) : LookupResult.notFound();
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return ALICE.owns(address) ? LookupResult.found(ALICE) : LookupResult.notFound();
        }

        @Override
        public void close() {}
    }

    /** Your list of domains, without aliases and applications. */
    private static final class OneDomain implements MailStore {
        private final MailDomain domain = MailDomain.parse("example.org").orElseThrow();

        @Override
        public boolean isLocalDomain(MailDomain asked) {
            return asked.equals(domain);
        }

        @Override
        public Optional<MailDomain> firstLocalDomain() {
            return Optional.of(domain);
        }

        @Override
        public Optional<Alias> findAlias(EmailAddress address) {
            return Optional.empty();
        }

        @Override
        public Optional<Alias> findCatchAll(MailDomain asked) {
            return Optional.empty();
        }

        @Override
        public Optional<App> findApp(String id) {
            return Optional.empty();
        }

        @Override
        public List<String> findAppsBySender(EmailAddress sender) {
            return List.of();
        }

        @Override
        public long generation() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
