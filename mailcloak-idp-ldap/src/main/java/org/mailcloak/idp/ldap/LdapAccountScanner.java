package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.ScanVisitor;

/**
 * Reads all people, page by page over one connection. Each page is a call of its own: how long all of them take depends on
 * how many people there are.
 */
final class LdapAccountScanner {

    /** Under OpenLDAP's usual size limit of 500, which is one for pages too; Active Directory's is 1,000. */
    private static final int PAGE = 200;

    private final LdapSettings settings;
    private final LdapClient directory;
    private final EntryMapper reader;
    private final LdapCallExecutor calls;

    LdapAccountScanner(LdapSettings settings, LdapClient directory, EntryMapper reader, LdapCallExecutor calls) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
        this.calls = calls;
    }

    void tell(ScanVisitor visitor) throws LdapUnavailableException {
        PooledConnection loan = calls.call(directory::borrow);
        boolean good = false;
        try {
            tell(visitor, loan.connection());
            good = true;
        } finally {
            loan.end(good);
        }
    }

    private void tell(ScanVisitor visitor, LDAPConnection connection) throws LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        SearchRequest everybody =
                LdapClient.request(0, layout.base(), layout.scope(), layout.userFilter(), settings.attributes());
        Optional<ASN1OctetString> cookie = Optional.empty();
        PagingLimit limit = new PagingLimit();
        boolean accounts = false;
        boolean contacts = false;
        do {
            ASN1OctetString from = cookie.orElse(null);
            EntryPage page = calls.call(() -> directory.page(connection, everybody, PAGE, from));
            int told = tell(visitor, page);
            int skipped = page.entries().size() - told;
            accounts |= told > 0;
            contacts |= skipped > 0;
            limit.count(page, skipped);
            cookie = page.next();
        } while (cookie.isPresent());
        if (contacts && !accounts) {
            throw AccountLookups.noLogins(layout);
        }
    }

    /** Reports the accounts of a page, and returns how many they are. The other entries are an address book's. */
    private int tell(ScanVisitor visitor, EntryPage page) {
        int accounts = 0;
        for (SearchResultEntry entry : page.entries()) {
            if (reader.hasLogin(entry)) {
                tell(visitor, entry);
                accounts++;
            }
        }
        return accounts;
    }

    /** Reports an entry; one that cannot be read is doubtful and does not end the scan. */
    private void tell(ScanVisitor visitor, SearchResultEntry entry) {
        Set<String> names = reader.names(entry);
        Optional<Account> account = read(entry);
        if (account.isPresent()) {
            visitor.found(account.get(), names);
        } else {
            visitor.doubtful(names, reader.addresses(entry));
        }
    }

    private Optional<Account> read(SearchResultEntry entry) {
        try {
            return Optional.of(reader.read(entry));
        } catch (LdapUnavailableException unreadable) {
            return Optional.empty();
        }
    }
}
