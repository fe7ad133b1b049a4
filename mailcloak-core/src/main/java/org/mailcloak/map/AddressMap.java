package org.mailcloak.map;

import java.util.Optional;

/** A table that Postfix asks, one key at a time. Safe for use by many threads. */
public interface AddressMap {

    /** The name by which Postfix asks for it, such as {@code alias}. */
    String name();

    /**
     * Looks a key up. Postfix sends whole keys only, in any letter case, quoted or not ({@code util/dict_sockmap.c}).
     *
     * @return the result as the table type wants it, never an empty text; empty if there is none
     * @throws org.mailcloak.store.StoreException if the answer cannot be known now
     */
    Optional<String> find(String key);
}
