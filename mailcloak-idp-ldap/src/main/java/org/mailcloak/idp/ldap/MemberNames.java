package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of the members of one group, before any member is read.
 *
 * @param entries names of entries
 * @param logins login names
 * @param mail addresses, and local parts of such
 */
record MemberNames(Set<DN> entries, Set<String> logins, Set<String> mail) {

    private static final Filter ANYTHING = Filter.createPresenceFilter("objectClass");

    /** Active Directory sends 1,500 values of an attribute at once, and says which ({@code member;range=0-1499}). */
    private static final String RANGE = "range=";

    /** Files, programs and lists of a file of aliases, which have no meaning here; and texts with blanks. */
    private static final String NO_ADDRESS = "[/|:\"<].*|.*\\s.*";

    int size() {
        return entries.size() + logins.size() + mail.size();
    }

    /** @param most how many are of use: with more values than that, none or not all of them are read */
    static MemberNames of(DN group, List<String> attributes, int most, LdapClient directory)
            throws LDAPException, LdapUnavailableException {
        MemberNames names = new MemberNames(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        List<String> wanted = attributes;
        int values = 0;
        while (!wanted.isEmpty()) {
            List<String> rest = new ArrayList<>();
            for (SearchResultEntry entry : directory.search(group, SearchScope.BASE, ANYTHING, wanted)) {
                for (Attribute attribute : entry.getAttributes()) {
                    values += attribute.size();
                    next(attribute).ifPresent(rest::add);
                }
                if (values > most) {
                    throw LdapUnavailableException.tooLarge("there are more than " + most + " names of members");
                }
                for (Attribute attribute : entry.getAttributes()) {
                    names.add(attribute);
                }
            }
            wanted = rest;
        }
        return names;
    }

    private void add(Attribute attribute) throws LDAPException {
        String name = attribute.getBaseName();
        boolean isName = GroupAttributes.MEMBERS.stream().anyMatch(name::equalsIgnoreCase);
        boolean isLogin = GroupAttributes.MEMBER_LOGINS.equalsIgnoreCase(name);
        for (String value : attribute.getValues()) {
            String text = value.strip();
            if (text.isEmpty()) {
                continue;
            }
            if (isName && DN.isValidDN(text)) {
                entries.add(new DN(text));
            } else if (isLogin) {
                logins.add(text);
            } else if (!isName && !text.matches(NO_ADDRESS)) {
                mail.add(text);
            }
        }
    }

    /** What to ask for, for the values after these; none after the last part, which ends with {@code *}. */
    private static Optional<String> next(Attribute attribute) {
        return Stream.of(attribute.getName().split(";"))
                .filter(option -> option.toLowerCase(Locale.ROOT).startsWith(RANGE))
                .map(option -> option.substring(option.indexOf('-') + 1))
                .filter(last -> last.matches("\\d{1,9}"))
                .map(last -> attribute.getBaseName() + ";" + RANGE + (Integer.parseInt(last) + 1) + "-*")
                .findFirst();
    }
}
