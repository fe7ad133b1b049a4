package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;

/** The provider during one decision: notices whether an answer of it was {@linkplain LookupResult#unclear unclear}. */
final class UnclearWatch implements IdentityProvider {

    private final IdentityProvider provider;
    private boolean unclear;

    UnclearWatch(IdentityProvider provider) {
        this.provider = provider;
    }

    boolean sawUnclear() {
        return unclear;
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return noticed(provider.findByLogin(loginName));
    }

    @Override
    public LookupResult findRecipient(String loginName) {
        return noticed(provider.findRecipient(loginName));
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return noticed(provider.findByAddress(address));
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return provider.groups().map(groups -> address -> noticed(groups.findGroupByAddress(address)));
    }

    private <T extends ProviderAnswer> T noticed(T answer) {
        unclear |= answer.isUnclear();
        return answer;
    }

    /** The host's is not closed. */
    @Override
    public void close() {}
}
