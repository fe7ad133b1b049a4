package org.mailcloak.idp;

/** The one {@link Lookup.NotFound}. An interface cannot hold it unpublished. */
final class NotFoundHolder {

    static final Lookup INSTANCE = new Lookup.NotFound();

    private NotFoundHolder() {}
}
