package org.mailcloak.table;

/** A table over its sources. For one thread. */
@FunctionalInterface
public interface MapLookup {

    /**
     * Looks a key up, see {@link AddressMap#find}.
     *
     * @throws org.mailcloak.store.StoreException if the store cannot answer
     */
    MapAnswer find(String key);
}
