package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Keeps what a feed tells, as a host would: a refresh counts when it is whole. Safe for a feed's thread and a test's. */
final class MirrorFixture implements SyncListener {

    private Map<UUID, SearchResultEntry> truth = new HashMap<>();
    private Map<UUID, SearchResultEntry> coming = truth;
    private final List<String> events = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean live;

    @Override
    public synchronized void refreshBegun() {
        coming = new HashMap<>(truth);
        live = false;
        events.add("refresh");
    }

    @Override
    public synchronized void upserted(UUID id, SearchResultEntry entry) {
        coming.put(id, entry);
        events.add("upsert " + name(entry));
    }

    @Override
    public synchronized void deleted(UUID id) {
        SearchResultEntry entry = coming.remove(id);
        events.add("delete " + (entry == null ? "somebody unknown" : name(entry)));
    }

    @Override
    public synchronized void refreshed() {
        truth = coming;
        live = true;
        events.add("refreshed");
    }

    @Override
    public synchronized void broken(String reason) {
        live = false;
        events.add("broken");
        reasons.add(reason);
    }

    synchronized boolean isLive() {
        return live;
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** How often the feed was told to be broken. */
    synchronized long breaks() {
        return events.stream().filter("broken"::equals).count();
    }

    /** The first values of the names of all entries. */
    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>();
        truth.values().forEach(entry -> names.add(name(entry)));
        return names;
    }

    /** The values of an attribute of the entry of that name; empty if there is no such entry or attribute. */
    synchronized List<String> values(String name, String attribute) {
        return truth.values().stream()
                .filter(entry -> name(entry).equals(name))
                .findFirst()
                .map(entry -> entry.getAttributeValues(attribute))
                .map(List::of)
                .orElse(List.of());
    }

    synchronized UUID id(String name) {
        return truth.entrySet().stream()
                .filter(entry -> name(entry.getValue()).equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static String name(SearchResultEntry entry) {
        return rdn(entry).getAttributeValues()[0];
    }

    private static RDN rdn(SearchResultEntry entry) {
        try {
            return entry.getRDN();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
