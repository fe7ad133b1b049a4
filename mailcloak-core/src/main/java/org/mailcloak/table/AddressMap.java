package org.mailcloak.table;

import org.mailcloak.decision.LookupSources;

/** A table that Postfix asks, one key at a time. It holds no state: one serves all threads. */
public interface AddressMap {

    /** The name by which Postfix asks for it, such as {@code alias}. */
    String name();

    /**
     * Looks a key up. Postfix sends whole keys only, in any letter case, quoted or not ({@code util/dict_sockmap.c}).
     *
     * @param directory what the answer is made from; for the time of this call
     * @throws org.mailcloak.store.StoreException if the store cannot answer
     */
    MapAnswer find(String key, LookupSources directory);

    /**
     * Returns the table over these sources, for one thread that looks up key after key: what does not depend on the key is
     * made once.
     */
    default MapLookup over(LookupSources sources) {
        return key -> find(key, sources);
    }
}
