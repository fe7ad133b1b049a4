package org.mailcloak.cache;

import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

/** A listener that notifies one, then the other. */
record CompositeChangeListener(ChangeListener one, ChangeListener other) implements ChangeListener {

    @Override
    public void everythingMayHaveChanged() {
        one.everythingMayHaveChanged();
        other.everythingMayHaveChanged();
    }

    @Override
    public void accountChanged(AccountChange change) {
        one.accountChanged(change);
        other.accountChanged(change);
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
