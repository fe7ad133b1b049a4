package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the entries of one search as they arrive, up to a bound of their size. What comes after that is dropped, and the
 * search goes on to its end, so that the connection can be used again. For one thread at a time.
 */
final class Collector implements SearchResultListener {

    private static final long serialVersionUID = 1L;

    /** By name: when the library asks again on another connection, what had arrived before arrives once more. */
    private final transient Map<String, SearchResultEntry> entries = new LinkedHashMap<>();

    private final long mostBytes;
    private long bytes;

    /** @param mostBytes as {@link Oversize#weight} counts them */
    Collector(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        if (isOver()) {
            return;
        }
        if (entries.putIfAbsent(entry.getDN(), entry) == null) {
            bytes += Oversize.weight(entry);
            if (isOver()) {
                entries.clear();
            }
        }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    /** What arrived; nothing once it was too much. */
    List<SearchResultEntry> entries() {
        return List.copyOf(entries.values());
    }

    boolean isOver() {
        return bytes > mostBytes;
    }
}
