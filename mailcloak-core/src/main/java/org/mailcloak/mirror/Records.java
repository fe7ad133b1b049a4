package org.mailcloak.mirror;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/**
 * Accounts as bytes: id; state, scope, and whether there is a primary address; login name; the keys of the login names, none if
 * the name is the only one; addresses, the primary one first. Domains are numbers, because many accounts share them.
 * Immutable.
 *
 * @param chunks as a {@link RecordEncoder} wrote them
 * @param domains by number
 */
record Records(List<byte[]> chunks, List<MailDomain> domains) {

    /** Beside the bits of the state. */
    private static final int HAS_PRIMARY = 4;

    /** Beside the bits of the state. */
    private static final int LOCAL_ONLY = 8;

    private static final int STATE = 3;

    private static final List<AccountState> STATES = List.of(AccountState.values());

    static void pack(RecordEncoder packer, Account account, Set<String> loginKeys, Numbers<MailDomain> domains) {
        packer.id(account.id());
        packer.octet(flags(account));
        packer.text(account.loginName());
        Set<String> keys = loginKeys.equals(Set.of(account.loginName())) ? Set.of() : loginKeys;
        packer.number(keys.size());
        keys.forEach(packer::text);
        packer.number(
                account.aliasAddresses().size() + (account.primaryAddress().isPresent() ? 1 : 0));
        account.primaryAddress().ifPresent(address -> pack(packer, address, domains));
        account.aliasAddresses().forEach(address -> pack(packer, address, domains));
    }

    private static int flags(Account account) {
        return STATES.indexOf(account.state())
                | (account.primaryAddress().isPresent() ? HAS_PRIMARY : 0)
                | switch (account.scope()) {
                    case ANYWHERE -> 0;
                    case LOCAL_ONLY -> LOCAL_ONLY;
                };
    }

    private static void pack(RecordEncoder packer, EmailAddress address, Numbers<MailDomain> domains) {
        packer.number(domains.of(address.domain()));
        packer.text(address.localPart());
    }

    private RecordDecoder at(int position) {
        return new RecordDecoder(
                chunks.get(position >>> RecordEncoder.CHUNK_BITS), position & ((1 << RecordEncoder.CHUNK_BITS) - 1));
    }

    String id(int position) {
        return at(position).id();
    }

    boolean hasLogin(int position, String key) {
        RecordDecoder record = at(position);
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
        RecordDecoder record = at(position);
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
        RecordDecoder record = at(position);
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

    Account account(int position) {
        RecordDecoder record = at(position);
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
        AccountScope scope = (flags & LOCAL_ONLY) != 0 ? AccountScope.LOCAL_ONLY : AccountScope.ANYWHERE;
        return Account.builder(id, login)
                .primaryAddress(primary)
                .aliasAddresses(aliases)
                .state(STATES.get(flags & STATE))
                .scope(scope)
                .build();
    }

    private EmailAddress address(RecordDecoder record) {
        MailDomain domain = domains.get(record.number());
        return new EmailAddress(record.text(), domain);
    }

    long bytes() {
        return chunks.stream().mapToLong(chunk -> chunk.length).sum();
    }
}
