package org.mailcloak.plugin;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.Diagnostics;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** A plugin's provider; see {@link ClassLoaderBoundFactory}. Every method of the SPI is passed on, those with a default too. */
record ClassLoaderBoundProvider(IdentityProvider plugin, ClassLoader loader) implements IdentityProvider {

    @Override
    public LookupResult findByLogin(String loginName) {
        return ThreadContextClassLoader.call(loader, () -> plugin.findByLogin(loginName));
    }

    @Override
    public LookupResult findRecipient(String loginName) {
        return ThreadContextClassLoader.call(loader, () -> plugin.findRecipient(loginName));
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return ThreadContextClassLoader.call(loader, () -> plugin.findByAddress(address));
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return ThreadContextClassLoader.call(loader, plugin::groups)
                .map(groups ->
                        address -> ThreadContextClassLoader.call(loader, () -> groups.findGroupByAddress(address)));
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return ThreadContextClassLoader.call(loader, plugin::scanner).map(scanner -> new BoundScanner(scanner, loader));
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return ThreadContextClassLoader.call(loader, plugin::changes)
                .map(feed -> listener -> ThreadContextClassLoader.run(loader, () -> feed.subscribe(listener)));
    }

    @Override
    public Optional<Diagnostics> diagnostics() {
        return ThreadContextClassLoader.call(loader, plugin::diagnostics)
                .map(own -> wanted -> ThreadContextClassLoader.call(loader, () -> own.diagnose(wanted)));
    }

    @Override
    public Probe probe() {
        return ThreadContextClassLoader.call(loader, plugin::probe);
    }

    @Override
    public void close() {
        ThreadContextClassLoader.run(loader, plugin::close);
    }

    private record BoundScanner(AccountScanner scanner, ClassLoader loader) implements AccountScanner {

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            return ThreadContextClassLoader.call(loader, () -> scanner.scan(visitor));
        }

        /** As it is: a comparison of names loads nothing. */
        @Override
        public String loginKey(String loginName) {
            return scanner.loginKey(loginName);
        }
    }
}
