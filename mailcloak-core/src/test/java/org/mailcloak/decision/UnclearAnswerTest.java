package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** With {@code idp_failure_mode: dunno} mail passes in an outage, and never for an answer that is unclear. */
class UnclearAnswerTest {

    private final TableStore store = new TableStore().domain("d1.test").alias("caught@d1.test", "alice");

    /** Knows alice. About texts with {@code odd} it says what the test wants, and of everything else that nobody has it. */
    private record Odd(boolean unclear, boolean hasGroups) implements IdentityProvider, GroupDirectory {

        private LookupResult answer(String text) {
            if (text.contains("odd")) {
                return unclear ? LookupResult.unclear("refused by its text") : LookupResult.unavailable("down");
            }
            return text.startsWith("alice")
                    ? LookupResult.found(Account.builder("1", "alice")
                            .primaryAddress(EmailAddress.parse("alice@d1.test"))
                            .build())
                    : LookupResult.notFound();
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return answer(loginName);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return answer(address.toString());
        }

        @Override
        public Optional<GroupDirectory> groups() {
            return hasGroups ? Optional.of(this) : Optional.empty();
        }

        @Override
        public GroupLookup findGroupByAddress(EmailAddress address) {
            LookupResult answer = answer(address.toString());
            Optional<String> failure = answer.failure();
            return failure.isEmpty()
                    ? GroupLookup.notFound()
                    : answer.isUnclear() ? GroupLookup.unclear(failure.get()) : GroupLookup.unavailable(failure.get());
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({
        // login, sender, recipient, what an outage comes to, what an unclear answer does
        "odd, alice@d1.test, x@far.example, IDP_UNAVAILABLE_PASSED, IDP_UNAVAILABLE",
        "odd, alice@d1.test, alice@d1.test, IDP_UNAVAILABLE_PASSED, IDP_UNAVAILABLE",
        "odd, '', alice@d1.test, NULL_SENDER_REFUSED, IDP_UNAVAILABLE",
        "'', x@far.example, odd@d1.test, SENDER_NOT_LOCAL, IDP_UNAVAILABLE",
        "'', '', odd@d1.test, SENDER_NOT_LOCAL, IDP_UNAVAILABLE",
        "alice, alice@d1.test, odd@d1.test, USER_OWNS_SENDER, IDP_UNAVAILABLE",
        "alice, odd@d1.test, alice@d1.test, IDP_UNAVAILABLE_PASSED, IDP_UNAVAILABLE"
    })
    void mailShouldPassInAnOutageAndBeDeferredWhenAnAnswerIsUnclear(
            String login, String sender, String recipient, Reason outage, Reason unclear) {
        assertThat(decide(new Odd(false, true), login, sender, recipient)).isEqualTo(outage);
        assertThat(decide(new Odd(true, true), login, sender, recipient)).isEqualTo(unclear);
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd", "odd@d1.test"})
    void boundAliasShouldTakeMailInAnOutageAndWaitWhenItsAccountIsUnclear(String target) {
        store.bound("bound@d1.test", Map.of(target, "id:1"), target);
        PolicyRules rules = PolicyRules.defaults().toBuilder()
                .site(PolicyRules.defaults().site().toBuilder().providerId("id").build())
                .build();

        assertThat(toBound(rules, new Odd(false, true))).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(toBound(rules, new Odd(true, true))).isEqualTo(Reason.IDP_UNAVAILABLE);
    }

    private Reason toBound(PolicyRules rules, IdentityProvider provider) {
        return new DecisionEngine(rules, store, provider)
                .decide(new PolicyQuery(ProtocolState.RCPT, "x@far.example", "bound@d1.test", "", "", "192.0.2.1"))
                .reason();
    }

    private Reason decide(IdentityProvider provider, String login, String sender, String recipient) {
        PolicyRules rules = PolicyRules.defaults().toBuilder()
                .idpFailureMode(FailureMode.DUNNO)
                .build();
        return new DecisionEngine(rules, store, provider)
                .decide(new PolicyQuery(
                        ProtocolState.RCPT, sender, recipient, login.isEmpty() ? "" : "plain", login, "192.0.2.1"))
                .reason();
    }
}
