package org.mailcloak.plugin;

import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Examination;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** A plugin's provider; see {@link ContextFactory}. Every method of the SPI is passed on, those with a default too. */
record ContextProvider(IdentityProvider plugin, ClassLoader loader) implements IdentityProvider {

    @Override
    public Lookup findByLogin(String loginName) {
        return ContextLoader.call(loader, () -> plugin.findByLogin(loginName));
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return ContextLoader.call(loader, () -> plugin.findByAddress(address));
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        return ContextLoader.call(loader, () -> plugin.scan(visitor));
    }

    /** As it is: a comparison of names loads nothing. */
    @Override
    public String loginKey(String loginName) {
        return plugin.loginKey(loginName);
    }

    @Override
    public boolean hasGroups() {
        return ContextLoader.call(loader, plugin::hasGroups);
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return ContextLoader.call(loader, () -> plugin.findGroupByAddress(address));
    }

    @Override
    public void onChange(ChangeListener listener) {
        ContextLoader.run(loader, () -> plugin.onChange(listener));
    }

    @Override
    public List<Diagnosis> diagnose(Examination wanted) {
        return ContextLoader.call(loader, () -> plugin.diagnose(wanted));
    }

    @Override
    public void close() {
        ContextLoader.run(loader, plugin::close);
    }
}
