package org.mailcloak.cache;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.store.Alias;

/**
 * What an entry counts against the bound of a cache: one, and more if its key is long. Strangers choose the keys, and a
 * bound of entries alone would let them fill the memory with the longest addresses that Postfix takes.
 */
final class EntryWeigher {

    /** A key of this many characters is as large as the rest of its entry. */
    private static final int USUAL = 128;

    /** So many further targets of an alias are as large as an entry. */
    private static final int TARGETS = 4;

    private EntryWeigher() {}

    static int of(String key) {
        return 1 + key.length() / USUAL;
    }

    /** What the value adds: a list of some thousand characters is as large as many entries. */
    static int of(Optional<Alias> alias) {
        return alias.map(found -> found.also().size() / TARGETS).orElse(0);
    }

    /** What the answer adds: a group brings all its members. */
    static int of(ProviderAnswer answer) {
        return answer instanceof GroupLookup.Found found
                ? found.group().members().size() + found.group().contacts().size()
                : 0;
    }

    static int of(EmailAddress key) {
        return 1 + (key.localPart().length() + key.domain().name().length()) / USUAL;
    }
}
