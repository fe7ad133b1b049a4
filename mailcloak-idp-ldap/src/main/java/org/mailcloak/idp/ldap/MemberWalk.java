package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupExpander;

/** Reads the members of a group and of the groups within it, in parts, each member once. For one look-up and one thread. */
final class MemberWalk implements AutoCloseable {

    /** Members asked for at once. A filter of that size is small for any server. */
    private static final int BATCH = 100;

    private final ListSettings lists;
    private final LdapClient directory;
    private final MemberSearch members;
    private final EntryMapper reader;
    private final MailDomain domain;
    private final ReadingBudget budget;
    private final ReadingBudget.Share share;
    private final Set<DN> seen = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<EmailAddress> contacts = new LinkedHashSet<>();

    /** @param domain of the group's address: an alias for the local part of one, as in a file of aliases */
    MemberWalk(
            ListSettings lists,
            LdapClient directory,
            MemberSearch members,
            EntryMapper reader,
            MailDomain domain,
            ReadingBudget budget) {
        this.lists = lists;
        this.directory = directory;
        this.members = members;
        this.reader = reader;
        this.domain = domain;
        this.budget = budget;
        this.share = budget.share();
    }

    /** @param room how many members more there may be */
    GroupExpander.Content read(String group, int room) throws LDAPException, LdapUnavailableException {
        boolean byNames = lists.search() == GroupSearch.BY_MEMBER;
        MemberNames names = names(group, wanted(byNames), room + GroupExpander.MAX_GROUPS + seen.size());
        List<DN> entries = names.entries().stream().filter(seen::add).toList();
        Part part = new Part(room);
        part.mail(names.mail());
        part.logins(names.logins());
        for (List<DN> some : batches(entries)) {
            part.entries(new HashSet<>(some));
        }
        if (!byNames) {
            share.take(room);
            members.inOneSearch(group, lists, part);
        }
        return part.isOver() ? GroupExpander.Content.tooMany() : part.content();
    }

    private MemberNames names(String group, List<String> attributes, int most)
            throws LDAPException, LdapUnavailableException {
        Semaphore answer = budget.answer();
        try {
            MemberNames names = MemberNames.of(new DN(group), attributes, most, directory);
            share.take(names.size());
            return names;
        } finally {
            answer.release();
        }
    }

    /** Releases the share: what was read belongs to the caller now, or is dropped. */
    @Override
    public void close() {
        share.close();
    }

    private static List<String> wanted(boolean byNames) {
        return ListSettings.members().stream()
                .filter(name -> byNames || !GroupAttributes.MEMBERS.contains(name))
                .toList();
    }

    private static <T> List<List<T>> batches(Collection<T> all) {
        List<T> values = List.copyOf(all);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < values.size(); from += BATCH) {
            batches.add(values.subList(from, Math.min(from + BATCH, values.size())));
        }
        return batches;
    }

    /** What one group adds. Once it is over, nothing more is asked. */
    private final class Part implements MemberSearch.Visitor {

        private final int room;
        private final List<Account> people = new ArrayList<>();
        private final List<EmailAddress> more = new ArrayList<>();
        private final List<String> subgroups = new ArrayList<>();

        Part(int room) {
            this.room = room;
        }

        @Override
        public boolean isOver() throws LdapUnavailableException {
            if (Thread.currentThread().isInterrupted()) {
                throw new LdapUnavailableException("the look-up took too long");
            }
            return people.size() + more.size() > room;
        }

        GroupExpander.Content content() {
            return new GroupExpander.Content(people, subgroups, new LinkedHashSet<>(more));
        }

        private void contact(Optional<EmailAddress> address) {
            address.filter(contacts::add).ifPresent(more::add);
        }

        /** Adds an account, or else the address of an entry that has none. */
        @Override
        public void member(SearchResultEntry entry) throws LdapUnavailableException {
            if (reader.hasLogin(entry)) {
                Account account = reader.read(entry);
                if (ids.add(account.id())) {
                    people.add(account);
                }
            } else {
                reader.checkSize(entry);
                contact(reader.addresses(entry).stream().findFirst());
            }
        }

        /** An address, or a local part as in a file of aliases: a login, or an alias in the group's own domain. */
        void mail(Collection<String> values) throws LDAPException, LdapUnavailableException {
            values.stream()
                    .filter(value -> value.indexOf('@') > 0)
                    .forEach(value -> contact(EmailAddress.parse(value)));
            List<String> names =
                    values.stream().filter(value -> value.indexOf('@') < 0).toList();
            Set<String> unknown = logins(names);
            unknown.forEach(name -> contact(EmailAddress.parse(name + '@' + domain.name())));
        }

        /** @return those that no account has */
        Set<String> logins(Collection<String> values) throws LDAPException, LdapUnavailableException {
            Set<String> unknown = new LinkedHashSet<>();
            for (List<String> some : batches(values)) {
                if (!isOver()) {
                    unknown.addAll(named(some));
                }
            }
            return unknown;
        }

        private Set<String> named(Collection<String> wanted) throws LDAPException, LdapUnavailableException {
            Map<String, SearchResultEntry> found = new HashMap<>();
            for (SearchResultEntry entry : members.named(wanted)) {
                reader.checkSize(entry);
                for (String name : reader.names(entry)) {
                    if (found.put(EntryMapper.nameKey(name), entry) != null) {
                        throw LdapUnavailableException.unclear(
                                "two entries have the login of a member: " + entry.getDN());
                    }
                }
            }
            Set<String> unknown = new LinkedHashSet<>();
            for (String name : wanted) {
                SearchResultEntry entry = found.get(EntryMapper.nameKey(name));
                if (entry == null) {
                    unknown.add(name);
                } else {
                    member(entry);
                }
            }
            return unknown;
        }

        /** People, else groups, else what stands anywhere and has an address and no login. */
        void entries(Set<DN> rest) throws LDAPException, LdapUnavailableException {
            if (isOver()) {
                return;
            }
            for (SearchResultEntry entry : members.people(MemberSearch.anyOf(rest))) {
                if (rest.remove(entry.getParsedDN())) {
                    member(entry);
                }
            }
            for (SearchResultEntry entry : members.groups(rest, lists)) {
                if (rest.remove(entry.getParsedDN())) {
                    subgroups.add(entry.getDN());
                }
            }
            for (SearchResultEntry entry : members.elsewhere(rest)) {
                if (rest.remove(entry.getParsedDN()) && !reader.hasLogin(entry)) {
                    member(entry);
                }
            }
        }
    }
}
