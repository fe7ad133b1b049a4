package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;

/**
 * Finds people. Filters are built from values, never from text; and whom the directory finds is compared once more by our
 * own rules, since its matching rules may fold blanks, widths and accents.
 */
final class People {

    private final LdapSettings settings;
    private final Directory directory;
    private final PersonReader reader;
    private final Groups groups;

    People(LdapSettings settings, Directory directory, PersonReader reader) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
        this.groups = new Groups(settings.groups(), directory);
    }

    List<Identity> named(String login) throws LDAPException, UnavailableException {
        List<Filter> names = settings.layout().logins().stream()
                .map(name -> Filter.createEqualityFilter(name, login))
                .toList();
        return found(names, entry -> reader.isNamed(entry, login));
    }

    List<Identity> owning(EmailAddress address) throws LDAPException, UnavailableException {
        List<Filter> holding = settings.layout().addresses().stream()
                .map(attribute -> attribute.holding(address))
                .toList();
        return found(holding, entry -> reader.addresses(entry).contains(address));
    }

    /** The account of an entry, with its groups. */
    Identity read(SearchResultEntry entry) throws LDAPException, UnavailableException {
        return reader.read(entry, groups.of(entry));
    }

    /** The id of the account of an entry; empty if the entry is not shown whole. */
    Optional<String> id(SearchResultEntry entry) {
        try {
            return Optional.of(reader.read(entry, Set.of()).id());
        } catch (UnavailableException e) {
            return Optional.empty();
        }
    }

    List<String> furtherLogins(SearchResultEntry entry) {
        return reader.furtherLogins(entry);
    }

    private List<Identity> found(List<Filter> anyOf, Predicate<SearchResultEntry> wanted)
            throws LDAPException, UnavailableException {
        Layout layout = settings.layout();
        Filter filter = Filter.createANDFilter(layout.userFilter(), Filter.createORFilter(anyOf));
        List<Identity> identities = new ArrayList<>();
        for (SearchResultEntry entry : directory.search(layout.base(), layout.scope(), filter, settings.attributes())) {
            if (wanted.test(entry)) {
                identities.add(read(entry));
            }
        }
        return identities;
    }
}
