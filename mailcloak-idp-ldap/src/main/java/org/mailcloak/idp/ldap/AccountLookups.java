package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;

/**
 * Finds people. Filters are built from values, never from text; and whom the directory finds is compared once more by our
 * own rules, since its matching rules may fold blanks, widths and accents.
 */
final class AccountLookups {

    private final LdapSettings settings;
    private final LdapClient directory;
    private final EntryMapper reader;

    AccountLookups(LdapSettings settings, LdapClient directory, EntryMapper reader) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
    }

    List<Account> named(String login) throws LDAPException, LdapUnavailableException {
        List<Filter> names = settings.layout().logins().stream()
                .map(name -> Filter.createEqualityFilter(name, login))
                .toList();
        return found(names, entry -> reader.isNamed(entry, login));
    }

    List<Account> owning(EmailAddress address) throws LDAPException, LdapUnavailableException {
        List<Filter> holding = settings.layout().addresses().stream()
                .map(attribute -> attribute.holding(address))
                .toList();
        return found(holding, entry -> reader.addresses(entry).contains(address));
    }

    /** The account of an entry. */
    Account read(SearchResultEntry entry) throws LdapUnavailableException {
        return reader.read(entry);
    }

    /** The id of the account of an entry; empty if the entry is not shown whole. */
    Optional<String> id(SearchResultEntry entry) {
        try {
            return Optional.of(reader.read(entry).id());
        } catch (LdapUnavailableException e) {
            return Optional.empty();
        }
    }

    boolean isAccount(SearchResultEntry entry) {
        return reader.hasLogin(entry);
    }

    List<String> furtherLogins(SearchResultEntry entry) {
        return reader.furtherLogins(entry);
    }

    private List<Account> found(List<Filter> anyOf, Predicate<SearchResultEntry> wanted)
            throws LDAPException, LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        Filter filter = Filter.createANDFilter(layout.userFilter(), Filter.createORFilter(anyOf));
        List<Account> accounts = new ArrayList<>();
        boolean contacts = false;
        for (SearchResultEntry entry : directory.search(layout.base(), layout.scope(), filter, settings.attributes())) {
            reader.checkSize(entry);
            if (!wanted.test(entry)) {
                continue;
            }
            if (reader.hasLogin(entry)) {
                accounts.add(read(entry));
            } else {
                contacts = true;
            }
        }
        if (contacts && accounts.isEmpty()) {
            checkLoginsAreShown();
        }
        return accounts;
    }

    /**
     * An entry without a login is no account, and mail for its address is refused for good. That every entry is one says
     * that logins are hidden or have another name.
     */
    private void checkLoginsAreShown() throws LDAPException, LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        Filter someone = Filter.createANDFilter(layout.userFilter(), layout.hasLogin());
        if (directory.some(1, layout.base(), layout.scope(), someone, layout.logins()).stream()
                .noneMatch(reader::hasLogin)) {
            throw noLogins(layout);
        }
    }

    static LdapUnavailableException noLogins(SchemaMapping layout) {
        return new LdapUnavailableException("no entry that fits user_filter shows one of " + layout.logins()
                + ": an access rule hides it from bind_dn, or login_attribute is wrong");
    }
}
