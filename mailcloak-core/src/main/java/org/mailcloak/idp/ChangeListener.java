package org.mailcloak.idp;

/** Where a provider reports changes. Calls return quickly and may come from any thread. */
public interface ChangeListener {

    /** Anything may have changed: the host forgets every cached answer of this provider. */
    void everythingMayHaveChanged();
}
