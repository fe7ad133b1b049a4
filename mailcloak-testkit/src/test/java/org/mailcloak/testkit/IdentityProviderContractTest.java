package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.opentest4j.TestAbortedException;

/** The contract must fail for providers that are wrong. */
class IdentityProviderContractTest {

    private interface Maker {
        IdentityProvider make(List<Account> accounts);
    }

    private interface ContractTest {
        void run(IdentityProviderContract contract) throws Exception;
    }

    static List<Arguments> faults() {
        return List.of(
                fault("logins match by prefix", WrongProviders.PrefixMatch::new, contract -> {
                    contract.findByLoginShouldFindNobodyWhenNameIsHostile();
                }),
                fault("domains are not compared", WrongProviders.AnyDomain::new, contract -> {
                    contract.findByAddressShouldFindNobodyWhenOnlyTheDomainDiffers();
                }),
                fault("only the first owner is told", WrongProviders.FirstOwner::new, contract -> {
                    contract.findByAddressShouldFindAllOwnersWhenSeveralShareIt();
                }),
                fault("aliases are not looked at", WrongProviders.PrimaryOnly::new, contract -> {
                    contract.findByAddressShouldFindAccountWhenAddressIsAnAlias();
                }),
                fault("everyone is active", WrongProviders.EveryoneActive::new, contract -> {
                    contract.lookUpsShouldTellStateWhenAccountHasIt(AccountState.DISABLED);
                }),
                fault("an empty source is an outage", WrongProviders.EmptyIsOutage::new, contract -> {
                    contract.lookUpsShouldFindNobodyWhenSourceIsEmpty();
                }),
                fault("the interrupt is swallowed", WrongProviders.SwallowedInterrupt::new, contract -> {
                    contract.interruptedCallerShouldKeepItsFlagAndNotGetNotFoundWhenAccountIsThere();
                }),
                fault("answers go on after close", WrongProviders.DeafToClose::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenProviderIsClosed();
                }),
                fault("an outage is not found", WrongProviders.OutageIsNotFound::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("the reason is a stack trace", WrongProviders.LongReason::new, contract -> {
                    contract.lookUpsShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("a second close throws", WrongProviders.CloseOnce::new, contract -> {
                    contract.closeShouldDoNothingWhenProviderIsClosed();
                }),
                fault("a scan ends a page early", WrongProviders.ShortScan::new, contract -> {
                    contract.scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan();
                }),
                fault("a scan during an outage is complete", WrongProviders.OutageIsNotFound::new, contract -> {
                    contract.scanShouldBeUnavailableWhenSourceCannotBeAsked();
                }),
                fault("names are compared in another way than looked up", WrongProviders.OtherKeys::new, contract -> {
                    contract.loginKeysShouldBeEqualForNamesThatFindTheSameAccountWhenProviderCanScan("ALICE");
                }),
                fault("answers are mixed up between threads", WrongProviders.SharedQuestion::new, contract -> {
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
    void testsOfScansShouldBeSkippedWhenProviderHasNoScanner() {
        assertThatThrownBy(() -> contract(WrongProviders.LookUpsOnly::new)
                        .scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("LookUpsOnly has no scanner");
    }

    private static IdentityProviderContract contract(Maker maker) {
        return new IdentityProviderContract() {
            @Override
            public IdentityProvider provider(List<Account> accounts) {
                return maker.make(accounts);
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
}
