package org.mailcloak.mirror;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;

/**
 * Accounts as octets: id; state, and whether there is a primary address; login name; the keys of the login names, none if
 * the name is the only one; addresses, the primary one first; groups. Domains and groups are numbers, for many accounts
 * share them. Immutable.
 *
 * @param chunks as a {@link Packer} wrote them
 * @param domains by number
 * @param groups by number
 */
record Records(List<byte[]> chunks, List<MailDomain> domains, List<String> groups) {

    /** Beside the bits of the state. */
    private static final int HAS_PRIMARY = 4;

    private static final int STATE = 3;

    private static final List<AccountState> STATES = List.of(AccountState.values());

    static void pack(
            Packer packer,
            Identity identity,
            Set<String> loginKeys,
            Numbers<MailDomain> domains,
            Numbers<String> groups) {
        packer.id(identity.id());
        packer.octet(
                STATES.indexOf(identity.state()) | (identity.primaryAddress().isPresent() ? HAS_PRIMARY : 0));
        packer.text(identity.loginName());
        Set<String> keys = loginKeys.equals(Set.of(identity.loginName())) ? Set.of() : loginKeys;
        packer.number(keys.size());
        keys.forEach(packer::text);
        packer.number(
                identity.aliasAddresses().size() + (identity.primaryAddress().isPresent() ? 1 : 0));
        identity.primaryAddress().ifPresent(address -> pack(packer, address, domains));
        identity.aliasAddresses().forEach(address -> pack(packer, address, domains));
        packer.number(identity.groups().size());
        identity.groups().forEach(group -> packer.number(groups.of(group)));
    }

    private static void pack(Packer packer, EmailAddress address, Numbers<MailDomain> domains) {
        packer.number(domains.of(address.domain()));
        packer.text(address.localPart());
    }

    private Cursor at(int position) {
        return new Cursor(chunks.get(position >>> Packer.CHUNK_BITS), position & ((1 << Packer.CHUNK_BITS) - 1));
    }

    String id(int position) {
        return at(position).id();
    }

    boolean hasLogin(int position, String key) {
        Cursor record = at(position);
        record.skipId();
        record.octet();
        boolean same = record.isText(key);
        int keys = record.number();
        for (int i = 0; i < keys; i++) {
            if (record.isText(key)) {
                return true;
            }
        }
        return keys == 0 && same;
    }

    boolean hasAddress(int position, int domain, String localPart) {
        Cursor record = at(position);
        record.skipId();
        record.octet();
        record.skipText();
        for (int keys = record.number(); keys > 0; keys--) {
            record.skipText();
        }
        for (int addresses = record.number(); addresses > 0; addresses--) {
            boolean sameDomain = record.number() == domain;
            if (record.isText(localPart) && sameDomain) {
                return true;
            }
        }
        return false;
    }

    Set<String> loginKeys(int position) {
        Cursor record = at(position);
        record.skipId();
        record.octet();
        String login = record.text();
        int count = record.number();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            keys.add(record.text());
        }
        return count == 0 ? Set.of(login) : keys;
    }

    Identity identity(int position) {
        Cursor record = at(position);
        String id = record.id();
        int flags = record.octet();
        String login = record.text();
        for (int keys = record.number(); keys > 0; keys--) {
            record.skipText();
        }
        int addresses = record.number();
        Optional<EmailAddress> primary = Optional.empty();
        if ((flags & HAS_PRIMARY) != 0) {
            primary = Optional.of(address(record));
            addresses--;
        }
        Set<EmailAddress> aliases = addresses == 0 ? Set.of() : new HashSet<>();
        for (; addresses > 0; addresses--) {
            aliases.add(address(record));
        }
        return new Identity(id, login, primary, aliases, STATES.get(flags & STATE), groups(record));
    }

    private EmailAddress address(Cursor record) {
        MailDomain domain = domains.get(record.number());
        return new EmailAddress(record.text(), domain);
    }

    private Set<String> groups(Cursor record) {
        int count = record.number();
        if (count == 0) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (; count > 0; count--) {
            names.add(groups.get(record.number()));
        }
        return names;
    }

    long bytes() {
        return chunks.stream().mapToLong(chunk -> chunk.length).sum();
    }
}
