package org.mailcloak.idp;

/** The one {@link Lookup.NotFound}, and the one of {@link GroupLookup}. An interface cannot hold them unpublished. */
final class NotFoundHolder {

    static final Lookup INSTANCE = new Lookup.NotFound();
    static final GroupLookup NO_GROUP = new GroupLookup.NotFound();

    private NotFoundHolder() {}
}
