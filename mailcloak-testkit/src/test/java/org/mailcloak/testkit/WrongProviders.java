package org.mailcloak.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** Providers that are wrong in the ways that real ones were. */
final class WrongProviders {

    private WrongProviders() {}

    /** A right provider, so that a test overrides only what it gets wrong. */
    static class Provider implements IdentityProvider, AccountScanner {

        final FakeIdentityProvider right;
        final List<Account> accounts;

        Provider(List<Account> accounts) {
            this.accounts = accounts;
            this.right = new FakeIdentityProvider(accounts.toArray(Account[]::new));
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return right.findByLogin(loginName);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return right.findByAddress(address);
        }

        @Override
        public Optional<AccountScanner> scanner() {
            return Optional.of(this);
        }

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            return right.scan(visitor);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    private static LookupResult map(LookupResult answer, UnaryOperator<Account> change) {
        return answer.fold(
                found -> LookupResult.of(found.stream().map(change).toList()),
                LookupResult::notFound,
                LookupResult::unavailable);
    }

    static final class PrefixMatch extends Provider {
        PrefixMatch(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return LookupResult.of(accounts.stream()
                    .filter(account -> account.loginName().startsWith(loginName.toLowerCase(Locale.ROOT)))
                    .toList());
        }
    }

    static final class AnyDomain extends Provider {
        AnyDomain(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return findByLogin(address.localPart());
        }
    }

    static final class FirstOwner extends Provider {
        FirstOwner(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return super.findByAddress(address)
                    .fold(found -> LookupResult.found(found.get(0)), LookupResult::notFound, LookupResult::unavailable);
        }
    }

    static final class PrimaryOnly extends Provider {
        PrimaryOnly(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return LookupResult.of(accounts.stream()
                    .filter(account ->
                            account.primaryAddress().filter(address::equals).isPresent())
                    .toList());
        }
    }

    static final class EveryoneActive extends Provider {
        EveryoneActive(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return map(
                    super.findByLogin(loginName),
                    account -> Account.builder(account.id(), account.loginName())
                            .primaryAddress(account.primaryAddress())
                            .aliasAddresses(account.aliasAddresses())
                            .build());
        }
    }

    static final class EmptyIsOutage extends Provider {
        EmptyIsOutage(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return accounts.isEmpty() ? LookupResult.unavailable("No accounts") : super.findByLogin(loginName);
        }
    }

    static final class SwallowedInterrupt extends Provider {
        SwallowedInterrupt(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return Thread.interrupted() ? LookupResult.unavailable("Interrupted") : super.findByLogin(loginName);
        }
    }

    static final class DeafToClose extends Provider {
        DeafToClose(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public void close() {}
    }

    static final class OutageIsNotFound extends Provider {
        OutageIsNotFound(List<Account> accounts) {
            super(List.of());
        }
    }

    static final class ShortScan extends Provider {
        ShortScan(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            accounts.stream().skip(1).forEach(visitor::found);
            return ScanResult.complete();
        }
    }

    record LookUpsOnly(List<Account> accounts) implements IdentityProvider {
        @Override
        public LookupResult findByLogin(String loginName) {
            return LookupResult.notFound();
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return LookupResult.notFound();
        }

        @Override
        public void close() {}
    }

    static final class OtherKeys extends Provider {
        OtherKeys(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public String loginKey(String loginName) {
            return loginName.toLowerCase(Locale.ROOT);
        }
    }

    static final class LongReason extends Provider {
        LongReason(List<Account> accounts) {
            super(accounts);
            right.goDown("Connection refused\n\tat java.net");
        }
    }

    static final class CloseOnce extends Provider {
        CloseOnce(List<Account> accounts) {
            super(accounts);
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
    static final class SharedQuestion extends Provider {
        private final AtomicReference<String> question = new AtomicReference<>();

        SharedQuestion(List<Account> accounts) {
            super(accounts);
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            String before = question.getAndSet(loginName);
            return super.findByLogin(before == null ? loginName : before);
        }
    }
}
