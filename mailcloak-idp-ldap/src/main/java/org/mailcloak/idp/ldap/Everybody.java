package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.ScanVisitor;

/**
 * Reads all people, page by page over one connection. Each page is a call of its own: how long all of them take depends on
 * how many people there are.
 */
final class Everybody {

    /** OpenLDAP's usual size limit, which is one for pages too; Active Directory's is 1,000. */
    private static final int PAGE = 500;

    private final LdapSettings settings;
    private final Directory directory;
    private final PersonReader reader;
    private final Groups groups;
    private final Calls calls;

    Everybody(LdapSettings settings, Directory directory, PersonReader reader, Calls calls) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
        this.groups = new Groups(settings.groups(), directory);
        this.calls = calls;
    }

    void tell(ScanVisitor visitor) throws UnavailableException {
        Loan loan = calls.call(directory::borrow);
        boolean good = false;
        try {
            tell(visitor, loan.connection());
            good = true;
        } finally {
            loan.end(good);
        }
    }

    private void tell(ScanVisitor visitor, LDAPConnection connection) throws UnavailableException {
        Layout layout = settings.layout();
        SearchRequest everybody =
                Directory.request(0, layout.base(), layout.scope(), layout.userFilter(), settings.attributes());
        Optional<ASN1OctetString> cookie = Optional.empty();
        do {
            ASN1OctetString from = cookie.orElse(null);
            EntryPage page = calls.call(() -> directory.page(connection, everybody, PAGE, from));
            for (SearchResultEntry entry : page.entries()) {
                tell(visitor, entry);
            }
            cookie = page.next();
        } while (cookie.isPresent());
    }

    /** An entry that cannot be read is one person's trouble; a group that cannot be read is everybody's. */
    private void tell(ScanVisitor visitor, SearchResultEntry entry) throws UnavailableException {
        Set<String> names = reader.names(entry);
        Set<String> memberships = settings.groups().isPresent() ? groupsOf(entry) : Set.of();
        Optional<Identity> identity = read(entry, memberships);
        if (identity.isPresent() && !names.isEmpty()) {
            visitor.found(identity.get(), names);
        } else {
            visitor.doubtful(names, reader.addresses(entry));
        }
    }

    private Set<String> groupsOf(SearchResultEntry entry) throws UnavailableException {
        return calls.call(() -> groups.of(entry));
    }

    private Optional<Identity> read(SearchResultEntry entry, Set<String> memberships) {
        try {
            return Optional.of(reader.read(entry, memberships));
        } catch (UnavailableException unreadable) {
            return Optional.empty();
        }
    }
}
