package org.mailcloak.cache;

import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityChange;

/** Tells one, then the other. */
record Both(ChangeListener one, ChangeListener other) implements ChangeListener {

    @Override
    public void everythingMayHaveChanged() {
        one.everythingMayHaveChanged();
        other.everythingMayHaveChanged();
    }

    @Override
    public void identityChanged(IdentityChange change) {
        one.identityChanged(change);
        other.identityChanged(change);
    }

    @Override
    public void groupsChanged() {
        one.groupsChanged();
        other.groupsChanged();
    }

    @Override
    public void feedLive() {
        one.feedLive();
        other.feedLive();
    }

    @Override
    public void feedBroken(String reason) {
        one.feedBroken(reason);
        other.feedBroken(reason);
    }
}
