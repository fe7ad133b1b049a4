package org.mailcloak.cache;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;

/**
 * What an entry counts against the bound of a cache: one, and more if its key is long. Strangers choose the keys, and a
 * bound of entries alone would let them fill the memory with the longest addresses that Postfix takes.
 */
final class EntryWeigher {

    /** A key of this many characters is as large as the rest of its entry. */
    private static final int USUAL = 128;

    /** So many further targets of an alias are as large as an entry. */
    private static final int TARGETS = 4;

    /** So many further addresses of an account are as large as an entry. */
    private static final int ADDRESSES = 2;

    private EntryWeigher() {}

    static int of(String key) {
        return 1 + key.length() / USUAL;
    }

    /** What the value adds: a list of some thousand characters is as large as many entries. */
    static int of(Optional<Alias> alias) {
        return alias.map(found -> found.also().size() / TARGETS
                        + characters(found.targets())
                        + found.accounts().size() / TARGETS)
                .orElse(0);
    }

    /** What an application adds: it may have many senders. */
    static int ofApp(Optional<App> app) {
        return app.map(found -> found.senders().size() / TARGETS
                        + characters(found.senders().stream().map(App.Sender::spelling)))
                .orElse(0);
    }

    /** What a list adds. */
    static int of(List<String> texts) {
        return texts.size() / TARGETS + characters(texts.stream());
    }

    /** What the answer adds: a group brings all its members, and each account all its addresses. */
    static int of(ProviderAnswer answer) {
        if (answer instanceof LookupResult.Found found) {
            int more = found.accounts().size() - 1;
            return found.accounts().stream().mapToInt(EntryWeigher::of).sum() + more;
        }
        if (answer instanceof GroupLookup.Found found) {
            MailGroup group = found.group();
            return group.members().size()
                    + group.contacts().size()
                    + group.members().stream().mapToInt(EntryWeigher::of).sum();
        }
        return 0;
    }

    /** What an account adds beyond a usual one, which has an address or two. */
    private static int of(Account account) {
        return account.aliasAddresses().size() / ADDRESSES
                + characters(account.aliasAddresses().stream().map(EmailAddress::localPart));
    }

    private static int characters(Stream<String> texts) {
        return texts.mapToInt(String::length).sum() / USUAL;
    }

    static int of(EmailAddress key) {
        return 1 + (key.localPart().length() + key.domain().name().length()) / USUAL;
    }
}
