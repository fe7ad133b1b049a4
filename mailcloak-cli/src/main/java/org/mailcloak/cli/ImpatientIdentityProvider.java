package org.mailcloak.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/**
 * Asks a provider until it is once unavailable, and answers the same from then on: a change with many targets must not wait
 * for a time-out with each. One thread.
 */
final class ImpatientIdentityProvider implements IdentityProvider {

    private final Optional<IdentityProvider> provider;
    private Optional<String> outage;

    ImpatientIdentityProvider(IdentityProvider provider) {
        this.provider = Optional.of(provider);
        this.outage = Optional.empty();
    }

    /** One that cannot be asked at all. */
    ImpatientIdentityProvider(String outage) {
        this.provider = Optional.empty();
        this.outage = Optional.of(outage);
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return noted(outage.map(LookupResult::unavailable)
                .orElseGet(() -> provider.orElseThrow().findByLogin(loginName)));
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return noted(outage.map(LookupResult::unavailable)
                .orElseGet(() -> provider.orElseThrow().findByAddress(address)));
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return provider.flatMap(IdentityProvider::groups).map(groups -> address -> patient(groups, address));
    }

    private GroupLookup patient(GroupDirectory groups, EmailAddress address) {
        Supplier<GroupLookup> asking = () -> groups.findGroupByAddress(address);
        GroupLookup lookup = outage.map(GroupLookup::unavailable).orElseGet(asking);
        if (lookup instanceof GroupLookup.Unavailable none && !none.unclear()) {
            outage = Optional.of(none.reason());
        }
        return lookup;
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return provider.flatMap(IdentityProvider::scanner);
    }

    @Override
    public void close() {
        provider.ifPresent(IdentityProvider::close);
    }

    private LookupResult noted(LookupResult lookup) {
        if (lookup instanceof LookupResult.Unavailable none && !none.unclear()) {
            outage = Optional.of(none.reason());
        }
        return lookup;
    }
}
