package org.mailcloak.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** Providers that are wrong in the ways that real ones were. */
final class WrongProviders {

    private WrongProviders() {}

    /** A right provider, so that a test overrides only what it gets wrong. */
    static class Provider implements IdentityProvider {

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

    private static Lookup map(Lookup answer, UnaryOperator<Identity> change) {
        return answer.fold(
                found -> Lookup.of(found.stream().map(change).toList()), Lookup::notFound, Lookup::unavailable);
    }

    static final class PrefixMatch extends Provider {
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

    static final class AnyDomain extends Provider {
        AnyDomain(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return findByLogin(address.localPart());
        }
    }

    static final class FirstOwner extends Provider {
        FirstOwner(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return super.findByAddress(address)
                    .fold(found -> Lookup.found(found.get(0)), Lookup::notFound, Lookup::unavailable);
        }
    }

    static final class PrimaryOnly extends Provider {
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

    static final class EveryoneActive extends Provider {
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

    static final class EmptyIsOutage extends Provider {
        EmptyIsOutage(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return identities.isEmpty() ? Lookup.unavailable("No accounts") : super.findByLogin(loginName);
        }
    }

    static final class SwallowedInterrupt extends Provider {
        SwallowedInterrupt(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return Thread.interrupted() ? Lookup.unavailable("Interrupted") : super.findByLogin(loginName);
        }
    }

    static final class DeafToClose extends Provider {
        DeafToClose(List<Identity> identities) {
            super(identities);
        }

        @Override
        public void close() {}
    }

    static final class OutageIsNotFound extends Provider {
        OutageIsNotFound(List<Identity> identities) {
            super(List.of());
        }
    }

    static final class ShortScan extends Provider {
        ShortScan(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            identities.stream().skip(1).forEach(visitor::found);
            return Scan.complete();
        }
    }

    record LookUpsOnly(List<Identity> identities) implements IdentityProvider {
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

    static final class NoScan extends Provider {
        NoScan(List<Identity> identities) {
            super(identities);
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            return Scan.unsupported();
        }
    }

    static final class OtherKeys extends Provider {
        OtherKeys(List<Identity> identities) {
            super(identities);
        }

        @Override
        public String loginKey(String loginName) {
            return loginName.toLowerCase(Locale.ROOT);
        }
    }

    static final class LongReason extends Provider {
        LongReason(List<Identity> identities) {
            super(identities);
            right.goDown("Connection refused\n\tat java.net");
        }
    }

    static final class CloseOnce extends Provider {
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
    static final class SharedQuestion extends Provider {
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
