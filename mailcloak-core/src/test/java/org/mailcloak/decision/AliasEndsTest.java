package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/** An alias is judged by where it ends, and stays with the account that it was bound to. */
class AliasEndsTest extends DecisionTables {

    /** What the engine has told, in the order of the calls. */
    private final List<String> told = new ArrayList<>();

    private final AliasBinder binder = new AliasBinder() {
        @Override
        public void resolved(Alias alias, String target, String accountId) {
            told.add(alias.address() + " " + target + " = " + accountId);
        }

        @Override
        public void changed(Alias alias, String target, String accountId) {
            told.add(alias.address() + " " + target + " changed to " + accountId);
        }

        @Override
        public void confirmed(Alias alias, String target) {
            told.add(alias.address() + " " + target + " confirmed");
        }

        @Override
        public void unknown(Alias alias, String target) {
            told.add(alias.address() + " " + target + " unknown");
        }
    };

    private boolean recipientsAreUnknown;

    /** Knows accounts as senders, and none as a recipient. */
    private record Senders(IdentityProvider known) implements IdentityProvider {

        @Override
        public LookupResult findByLogin(String loginName) {
            return known.findByLogin(loginName);
        }

        @Override
        public LookupResult findRecipient(String loginName) {
            return LookupResult.unavailable("down");
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return known.findByAddress(address);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void theProviderIsNamed() {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().providerId("table").build())
                .build();
    }

    @Override
    Decision decide(PolicyQuery question) {
        return new DecisionEngine(
                        rules,
                        new LookupSources(store, recipientsAreUnknown ? new Senders(provider) : provider, binder))
                .decide(question);
    }

    @ParameterizedTest
    @CsvSource({
        "of-active@d1.test, SENDER_NOT_LOCAL",
        "of-blocked@d1.test, SENDER_NOT_LOCAL",
        "of-disabled@d1.test, RECIPIENT_DISABLED",
        "of-nobody@d1.test, ALIAS_TARGET_UNKNOWN",
        "of-unknown-address@d1.test, ALIAS_TARGET_UNKNOWN",
        "of-no-address@d1.test, ALIAS_TARGET_UNKNOWN",
        "of-elsewhere@d1.test, SENDER_NOT_LOCAL",
        "of-some@d1.test, SENDER_NOT_LOCAL",
        "of-disabled-and-nobody@d1.test, RECIPIENT_DISABLED",
        "of-chain@d1.test, SENDER_NOT_LOCAL",
        "of-chain-to-disabled@d1.test, RECIPIENT_DISABLED",
        "of-chain-to-nobody@d1.test, ALIAS_TARGET_UNKNOWN",
        "of-group@d1.test, SENDER_NOT_LOCAL",
        "of-closed-group@d1.test, RECIPIENT_DISABLED",
        "itself@d1.test, SENDER_NOT_LOCAL",
        "any@d3.test, RECIPIENT_DISABLED",
        "any@d4.test, ALIAS_TARGET_UNKNOWN"
    })
    void aliasShouldBeJudgedByWhereItEnds(String recipient, Reason reason) {
        provider.user("ida", AccountState.ACTIVE, "itself@d1.test")
                .group("list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice")
                .group("shut@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "carol");
        store.domain("d3.test")
                .domain("d4.test")
                .alias("of-active@d1.test", "alice")
                .alias("of-blocked@d1.test", "bob@d1.test")
                .alias("of-disabled@d1.test", "carol")
                .alias("of-nobody@d1.test", "ghost")
                .alias("of-unknown-address@d1.test", "ghost@d1.test")
                .alias("of-no-address@d1.test", "ghost@d1 test")
                .alias("of-elsewhere@d1.test", "ghost", "friend@far.example")
                .alias("of-some@d1.test", "carol", "ghost", "alice")
                .alias("of-disabled-and-nobody@d1.test", "ghost", "carol")
                .alias("of-chain@d1.test", "of-some@d1.test")
                .alias("of-chain-to-disabled@d1.test", "of-disabled")
                .alias("of-chain-to-nobody@d1.test", "of-nobody@d1.test")
                .alias("of-group@d1.test", "list@d1.test")
                .alias("of-closed-group@d1.test", "shut@d1.test")
                .alias("itself@d1.test", "itself@d1.test")
                .alias("@d3.test", "carol")
                .alias("@d4.test", "ghost");

        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
        assertThat(Reason.ALIAS_TARGET_UNKNOWN.action()).isEqualTo("550 5.1.1 No such user");
    }

    @ParameterizedTest
    @CsvSource({
        "bound@d1.test, SENDER_NOT_LOCAL",
        "bound-address@d1.test, SENDER_NOT_LOCAL",
        "bound-and-not@d1.test, IDP_UNAVAILABLE",
        "not-bound@d1.test, IDP_UNAVAILABLE",
        "chain@d1.test, SENDER_NOT_LOCAL",
        "elsewhere@d1.test, SENDER_NOT_LOCAL"
    })
    void aliasShouldBeAcceptedAsItWasWhenTheProviderIsDown(String recipient, Reason reason) {
        store.bound("bound@d1.test", Map.of("alice", "table:id-alice"), "alice")
                .bound("bound-address@d1.test", Map.of("alice@d1.test", "table:id-alice"), "alice@d1.test")
                .bound("bound-and-not@d1.test", Map.of("alice", "table:id-alice"), "alice", "bob")
                .alias("not-bound@d1.test", "alice")
                .alias("chain@d1.test", "bound@d1.test")
                .alias("elsewhere@d1.test", "friend@far.example");
        provider.down();

        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "by-login@d1.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "by-address@d1.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "by-one-of-two@d1.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "by-chain@d1.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "any@d3.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "by-same@d1.test, SENDER_NOT_LOCAL, USER_OWNS_ALIAS",
        "by-other-provider@d1.test, ALIAS_ACCOUNT_CHANGED, SENDER_ACCOUNT_CHANGED",
        "alice@d1.test, SENDER_NOT_LOCAL, USER_OWNS_SENDER"
    })
    void laterAccountShouldInheritNothing(String address, Reason received, Reason sent) {
        provider.id("alice", "id-later");
        store.domain("d3.test")
                .bound("by-login@d1.test", Map.of("alice", "table:id-alice"), "alice")
                .bound("by-address@d1.test", Map.of("alice@d1.test", "table:id-alice"), "alice@d1.test")
                .bound("by-one-of-two@d1.test", Map.of("alice", "table:id-alice"), "bob", "alice")
                .alias("by-chain@d1.test", "by-login@d1.test")
                .bound("@d3.test", Map.of("alice", "table:id-alice"), "alice")
                .bound("by-same@d1.test", Map.of("alice", "table:id-later"), "alice")
                .bound("by-other-provider@d1.test", Map.of("alice", "other:id-later"), "alice");

        assertThat(stranger(FAR, address)).isEqualTo(received);
        assertThat(alice(address)).isEqualTo(sent);
    }

    /** The account is remembered by its login, and as a recipient it is not. */
    @ParameterizedTest
    @CsvSource({
        "by-login@d1.test, SENDER_ACCOUNT_CHANGED",
        "by-one-of-two@d1.test, IDP_UNAVAILABLE",
        "by-same@d1.test, USER_OWNS_ALIAS",
        "by-nothing@d1.test, USER_OWNS_ALIAS"
    })
    void laterAccountShouldInheritNothingInAnOutage(String address, Reason sent) {
        provider.id("alice", "id-later");
        store.bound("by-login@d1.test", Map.of("alice", "table:id-alice"), "alice")
                .bound("by-one-of-two@d1.test", Map.of("alice", "table:id-alice"), "bob", "alice")
                .bound("by-same@d1.test", Map.of("alice", "table:id-later"), "alice", "bob")
                .alias("by-nothing@d1.test", "bob", "alice");
        recipientsAreUnknown = true;

        assertThat(alice(address)).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource(FailureMode.class)
    void mailShouldWaitInEveryModeWhenTheAccountHasChanged(FailureMode mode) {
        rules = rules.toBuilder().idpFailureMode(mode).build();
        store.bound("by-login@d1.test", Map.of("alice", "table:id-before"), "alice");

        Decision decision = decide(new PolicyQuery(ProtocolState.RCPT, FAR, "by-login@d1.test", "", "", ""));

        assertThat(decision.reason()).isEqualTo(Reason.ALIAS_ACCOUNT_CHANGED);
        assertThat(decision.reason().action()).isEqualTo("451 4.3.0 Temporary internal error");
        assertThat(decision.detail().orElseThrow()).contains("mailcloakctl aliases rebind by-login@d1.test");
        assertThat(Reason.SENDER_ACCOUNT_CHANGED.action())
                .isEqualTo("553 5.7.1 Sender not owned by authenticated user");
    }

    @Test
    void aliasShouldBeRefusedWhenItsAccountIsGone() {
        store.bound("by-login@d1.test", Map.of("alice", "table:id-alice"), "alice");
        provider.without("alice").user("other", AccountState.ACTIVE, "alice@d1.test");

        assertThat(stranger(FAR, "by-login@d1.test")).isEqualTo(Reason.ALIAS_TARGET_UNKNOWN);
        assertThat(login("plain", "other", "by-login@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
    }

    @Test
    void binderShouldBeToldWhatIsFoundOut() {
        store.alias("new@d1.test", "alice", "bob@d1.test", "shared@d1.test", "friend@far.example", "ghost")
                .bound("old@d1.test", Map.of("alice", "table:id-alice", "bob", "table:id-before"), "alice", "bob");

        stranger(FAR, "new@d1.test");
        stranger(FAR, "old@d1.test");

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "new@d1.test alice = table:id-alice",
                        "new@d1.test bob@d1.test = table:id-bob",
                        "new@d1.test ghost unknown",
                        "old@d1.test alice confirmed",
                        "old@d1.test bob changed to table:id-bob");
    }

    @Test
    void nothingShouldBeBoundWhenTheProviderIsNotNamed() {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().providerId("").build())
                .build();
        store.bound("old@d1.test", Map.of("alice", "table:id-before"), "alice").alias("new@d1.test", "alice");

        assertThat(stranger(FAR, "old@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(stranger(FAR, "new@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(told).isEmpty();
    }
}
