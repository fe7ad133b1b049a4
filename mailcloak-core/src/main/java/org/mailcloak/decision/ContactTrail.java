package org.mailcloak.decision;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;

/** The groups by whose contacts one question has come so far. What it counts, it counts for all of them together. */
final class ContactTrail {

    /** Postfix's {@code virtual_alias_expansion_limit}. */
    static final int MAX_CONTACTS = 1_000;

    /** Far more than any installation needs; each is some frames of the stack. */
    static final int MAX_GROUPS = 50;

    static final ContactTrail NONE = new ContactTrail(Set.of(), new AtomicInteger());

    private final Set<EmailAddress> groups;
    private final AtomicInteger followed;

    private ContactTrail(Set<EmailAddress> groups, AtomicInteger followed) {
        this.groups = groups;
        this.followed = followed;
    }

    boolean has(MailGroup group) {
        return groups.contains(group.address());
    }

    /** The trail behind the group; the first group begins a count of its own. */
    ContactTrail with(MailGroup group) {
        Set<EmailAddress> more = new HashSet<>(groups);
        more.add(group.address());
        return new ContactTrail(Set.copyOf(more), groups.isEmpty() ? new AtomicInteger() : followed);
    }

    /** Whether one more contact may be followed. */
    boolean mayFollow() {
        return groups.size() <= MAX_GROUPS && followed.incrementAndGet() <= MAX_CONTACTS;
    }
}
