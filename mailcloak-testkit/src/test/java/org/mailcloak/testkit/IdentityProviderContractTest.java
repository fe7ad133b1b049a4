package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;
import org.opentest4j.TestAbortedException;

/** The contract must fail for providers that are wrong in the ways that real ones were. */
class IdentityProviderContractTest {

    /** A right provider, so that a test overrides only what it gets wrong. */
    private static class Provider implements IdentityProvider {

        final FakeIdentityProvider right;
        final List<Identity> identities;

        Provider(List<Identity> identities) {
            this.identities = identities;
            this.right = new FakeIdentityProvider(identities.toArray(Identity[]::new));
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return right.findByLogin(loginName);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return right.findByAddress(address);
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            return right.scan(visitor);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    private interface Maker {
        IdentityProvider make(List<Identity> identities);
    }

    private interface ContractTest {
        void run(IdentityProviderContract contract) throws Exception;
    }

    static List<Arguments> faults() {
        return List.of(
                fault("logins match by prefix", PrefixMatch::new, contract -> {
                    contract.findByLoginShouldFindNobodyWhenNameIsHostile();
                }),
                fault("domains are not compared", AnyDomain::new, contract -> {
                    contract.findByAddressShouldFindNobodyWhenOnlyTheDomainDiffers();
                }),
                fault("only the first owner is told", FirstOwner::new, contract -> {
                    contract.findByAddressShouldFindAllOwnersWhenSeveralShareIt();
                }),
                fault("aliases are not looked at", PrimaryOnly::new, contract -> {
                    contract.findByAddressShouldFindAccountWhenAddressIsAnAlias();
                }),
                fault("everyone is active", EveryoneActive::new, contract -> {
                    contract.lookUpsShouldTellStateWhenAccountHasIt(AccountState.DISABLED);
                }),
                fault("an empty source is an outage", EmptyIsOutage::new, contract -> {
                    contract.lookUpsShouldFindNobodyWhenSourceIsEmpty();
                }),
                fault("the interrupt is swallowed", SwallowedInterrupt::new, contract -> {
                    contract.interruptedCallerShouldKeepItsFlagAndNotGetNotFoundWhenAccountIsThere();
                }),
                fault("answers go on after close", DeafToClose::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenProviderIsClosed();
                }),
                fault("an outage is not found", OutageIsNotFound::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("the reason is a stack trace", LongReason::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("a second close throws", CloseOnce::new, contract -> {
                    contract.closeShouldDoNothingWhenProviderIsClosed();
                }),
                fault("a scan ends a page early", ShortScan::new, contract -> {
                    contract.scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan();
                }),
                fault("a scan is unsupported after all", NoScan::new, contract -> {
                    contract.scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan();
                }),
                fault("a scan during an outage is complete", OutageIsNotFound::new, contract -> {
                    contract.scanShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("names are compared in another way than looked up", OtherKeys::new, contract -> {
                    contract.loginKeysShouldBeEqualForNamesThatFindTheSameAccountWhenProviderCanScan("ALICE");
                }),
                fault("answers are mixed up between threads", SharedQuestion::new, contract -> {
                    contract.eachThreadShouldGetItsOwnAnswerWhenManyAskAtOnce();
                }));
    }

    @Timeout(30)
    @ParameterizedTest
    @MethodSource("faults")
    void contractShouldFailWhenProviderIsWrong(Maker maker, ContractTest test) {
        assertThatThrownBy(() -> test.run(contract(maker))).isNotInstanceOf(TestAbortedException.class);
    }

    @Test
    void testsOfScansShouldBeSkippedWhenProviderImplementsNone() {
        assertThatThrownBy(
                        () -> contract(LookUpsOnly::new).scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("LookUpsOnly does not implement scan");
    }

    private static IdentityProviderContract contract(Maker maker) {
        return new IdentityProviderContract() {
            @Override
            public IdentityProvider provider(List<Identity> identities) {
                return maker.make(identities);
            }

            @Override
            public IdentityProvider unreachableProvider() {
                return maker.make(Accounts.ALL);
            }
        };
    }

    private static Arguments fault(String name, Maker maker, ContractTest test) {
        return Arguments.of(Named.of(name, maker), test);
    }

    private static Lookup map(Lookup answer, UnaryOperator<Identity> change) {
        return answer.fold(
                found -> Lookup.of(found.stream().map(change).toList()), Lookup::notFound, Lookup::unavailable);
    }

    private static final class PrefixMatch extends Provider {
        PrefixMatch(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return Lookup.of(identities.stream()
                    .filter(identity -> identity.loginName().startsWith(loginName.toLowerCase(Locale.ROOT)))
                    .toList());
        }
    }

    private static final class AnyDomain extends Provider {
        AnyDomain(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return findByLogin(address.localPart());
        }
    }

    private static final class FirstOwner extends Provider {
        FirstOwner(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return super.findByAddress(address)
                    .fold(found -> Lookup.found(found.get(0)), Lookup::notFound, Lookup::unavailable);
        }
    }

    private static final class PrimaryOnly extends Provider {
        PrimaryOnly(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return Lookup.of(identities.stream()
                    .filter(identity ->
                            identity.primaryAddress().filter(address::equals).isPresent())
                    .toList());
        }
    }

    private static final class EveryoneActive extends Provider {
        EveryoneActive(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return map(
                    super.findByLogin(loginName),
                    identity -> new Identity(
                            identity.id(),
                            identity.loginName(),
                            identity.primaryAddress(),
                            identity.aliasAddresses(),
                            AccountState.ACTIVE,
                            Set.of()));
        }
    }

    private static final class EmptyIsOutage extends Provider {
        EmptyIsOutage(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return identities.isEmpty() ? Lookup.unavailable("No accounts") : super.findByLogin(loginName);
        }
    }

    private static final class SwallowedInterrupt extends Provider {
        SwallowedInterrupt(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return Thread.interrupted() ? Lookup.unavailable("Interrupted") : super.findByLogin(loginName);
        }
    }

    private static final class DeafToClose extends Provider {
        DeafToClose(List<Identity> identities) {
            super(identities);
        }

        @Override
        public void close() {}
    }

    private static final class OutageIsNotFound extends Provider {
        OutageIsNotFound(List<Identity> identities) {
            super(List.of());
        }
    }

    private static final class ShortScan extends Provider {
        ShortScan(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            identities.stream().skip(1).forEach(visitor::found);
            return Scan.complete();
        }
    }

    private record LookUpsOnly(List<Identity> identities) implements IdentityProvider {
        @Override
        public Lookup findByLogin(String loginName) {
            return Lookup.notFound();
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return Lookup.notFound();
        }

        @Override
        public void close() {}
    }

    private static final class NoScan extends Provider {
        NoScan(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            return Scan.unsupported();
        }
    }

    private static final class OtherKeys extends Provider {
        OtherKeys(List<Identity> identities) {
            super(identities);
        }

        @Override
        public String loginKey(String loginName) {
            return loginName.toLowerCase(Locale.ROOT);
        }
    }

    private static final class LongReason extends Provider {
        LongReason(List<Identity> identities) {
            super(identities);
            right.goDown("Connection refused\n\tat java.net");
        }
    }

    private static final class CloseOnce extends Provider {
        CloseOnce(List<Identity> identities) {
            super(identities);
        }

        @Override
        public void close() {
            if (right.isClosed()) {
                throw new IllegalStateException("Closed already");
            }
            super.close();
        }
    }

    /** Each call answers the question of the call before it, whichever thread that was. */
    private static final class SharedQuestion extends Provider {
        private final AtomicReference<String> question = new AtomicReference<>();

        SharedQuestion(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            String before = question.getAndSet(loginName);
            return super.findByLogin(before == null ? loginName : before);
        }
    }
}
