package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;

/** What people who set a directory up want to know first: reach, login, base, what is shown of people. For one use. */
final class LdapDiagnostics {

    /** Enough to see which attributes there are. */
    private static final int SAMPLE = 100;

    /** Entries that are named in one line. */
    private static final int NAMED = 10;

    private static final Filter ANYTHING = Filter.createPresenceFilter("objectClass");
    /** No attributes at all (RFC 4511 section 4.5.1.8). */
    private static final Set<String> NOTHING = Set.of(SearchRequest.NO_ATTRIBUTES);

    private final LdapSettings settings;
    private final LdapConnectionFactory connections;
    private final LdapClient directory;
    private final LdapCallExecutor calls;
    private final List<Diagnosis> found = new ArrayList<>();
    private boolean answers;

    LdapDiagnostics(
            LdapSettings settings, LdapConnectionFactory connections, LdapClient directory, LdapCallExecutor calls) {
        this.settings = settings;
        this.connections = connections;
        this.directory = directory;
        this.calls = calls;
    }

    /** A step of the examination. */
    private interface Step {
        /** @return what was found */
        Diagnosis run() throws LdapUnavailableException;
    }

    /** Steps that need an earlier one which failed are left out. */
    List<Diagnosis> examine() {
        boolean reached = false;
        for (LdapEndpoint server : settings.access().servers()) {
            reached |= passes("server " + server, () -> reach(server), "see url, start_tls, ca_file and bind_password");
        }
        answers = reached
                && passes(
                        "base_dn",
                        () -> base("base_dn", settings.layout().base()),
                        "check its spelling, and that bind_dn may read it");
        if (answers) {
            passes("people", this::people, "see the finding");
            passes("entries without a login", this::contacts, "see the finding");
            if (settings.follow() != FollowMode.NO) {
                passes("changes", this::changes, "see the finding");
            }
            settings.groupChanges().ifPresent(groups -> examineGroups(groups.base()));
        }
        return List.copyOf(found);
    }

    private void examineGroups(DN base) {
        boolean there = passes(
                "group_base_dn", () -> base("group_base_dn", base), "check its spelling, and that bind_dn may read it");
        if (there && settings.lists().isPresent()) {
            ListSettings lists = settings.lists().get();
            passes("groups", () -> groups(lists), "see the finding");
        }
    }

    private Diagnosis groups(ListSettings lists) throws LdapUnavailableException {
        long begin = System.nanoTime();
        List<SearchResultEntry> some = calls.call(() ->
                directory.some(SAMPLE, lists.base(), SearchScope.SUB, ListSettings.isGroup(), lists.attributes()));
        found.addAll(new ListDiagnostics(lists.rules(), some, calls.call(directory::schema)).examine());
        return Diagnosis.ok("lists", "groups are read below " + lists.base(), since(begin));
    }

    /** Whether look-ups can be answered at all. */
    boolean answers() {
        return answers;
    }

    private boolean passes(String subject, Step step, String remedy) {
        long begin = System.nanoTime();
        try {
            Diagnosis diagnosis = step.run();
            found.add(diagnosis);
            return diagnosis.status() != Status.FAILED;
        } catch (LdapUnavailableException e) {
            String best = e.remedy().orElse(remedy);
            found.add(new Diagnosis(subject, Status.FAILED, e.reason(), best, Optional.of(since(begin))));
            return false;
        }
    }

    private Diagnosis reach(LdapEndpoint server) throws LdapUnavailableException {
        String subject = "server " + server;
        long begin = System.nanoTime();
        String tls = calls.call(() -> {
            try (LDAPConnection connection = connections.server(server).getConnection()) {
                return connection.getSSLSession() == null
                        ? "not encrypted"
                        : connection.getSSLSession().getProtocol();
            }
        });
        String finding = "logged in as " + settings.access().identification().who() + ", " + tls;
        return server.isEncrypted() || server.isLoopback()
                ? Diagnosis.ok(subject, finding, since(begin))
                : new Diagnosis(
                        subject,
                        Status.WARNING,
                        finding + ": the password and all answers travel in the clear",
                        "use ldaps://, or set start_tls: true",
                        Optional.of(since(begin)));
    }

    private Diagnosis base(String subject, DN base) throws LdapUnavailableException {
        long begin = System.nanoTime();
        int entries = calls.call(() -> directory.search(base, SearchScope.BASE, ANYTHING, NOTHING))
                .size();
        return entries == 1
                ? Diagnosis.ok(subject, base + " is there", since(begin))
                : Diagnosis.failed(
                        subject, base + " is not shown", "give bind_dn the right to read it and what is below it");
    }

    /** How many there are, or are shown; and then what is shown of them. */
    private Diagnosis people() throws LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        long begin = System.nanoTime();
        EntryCount count = calls.call(() -> directory.count(layout.base(), layout.scope(), layout.userFilter()));
        Duration took = since(begin);
        if (count.entries() == 0) {
            return Diagnosis.failed(
                    "people",
                    "nobody fits user_filter " + layout.userFilter(),
                    "set user_filter, base_dn or scope, or give bind_dn the right to read people");
        }
        List<SearchResultEntry> some = calls.call(() ->
                directory.some(SAMPLE, layout.base(), layout.scope(), layout.userFilter(), settings.attributes()));
        found.addAll(new AttributeDiagnostics(layout, some, calls.call(directory::schema)).examine());
        return count.limited()
                ? Diagnosis.warning(
                        "people",
                        "the server shows only " + count.entries() + " of them in one search (its size limit): look-ups"
                                + " work, but reading all people at once does not, and so changes cannot be followed",
                        "lift the size limit for bind_dn; OpenLDAP: limits dn.exact=\""
                                + settings.access().identification().who() + "\" size=unlimited")
                : Diagnosis.ok("people", (count.whole() ? "" : "more than ") + count.entries() + " are seen", took);
    }

    /** Who is in the address book only; among them may be people whose login was forgotten. */
    private Diagnosis contacts() throws LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        Filter wanted = Filter.createANDFilter(layout.userFilter(), Filter.createNOTFilter(layout.hasLogin()));
        List<String> names =
                calls.call(() -> directory.some(NAMED + 1, layout.base(), layout.scope(), wanted, NOTHING)).stream()
                        .map(SearchResultEntry::getDN)
                        .toList();
        String subject = "entries without a login";
        if (names.isEmpty()) {
            return Diagnosis.ok(subject, "none fits user_filter");
        }
        String some = String.join("; ", names.subList(0, Math.min(NAMED, names.size())));
        return Diagnosis.warning(
                subject,
                "they are no accounts, and mail reaches them only as members of a group: "
                        + LdapFailureMessages.oneLine(some) + (names.size() > NAMED ? "; and more" : ""),
                "give those who log in a " + layout.logins().get(0) + "; the others need nothing");
    }

    /** Whether they can be followed. */
    private Diagnosis changes() throws LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        long begin = System.nanoTime();
        boolean told = calls.call(() -> directory.tellsChanges(layout.base()));
        if (!told && settings.follow() == FollowMode.YES) {
            return Diagnosis.failed(
                    "changes",
                    "the server does not tell them",
                    "load the overlay syncprov (OpenLDAP) or the plugin for content synchronisation (389 Directory"
                            + " Server), or set follow: false");
        }
        String finding = !told
                ? "the server does not tell them: they hold when cached answers are too old"
                : layout.changesUntold()
                        .map(why -> "reported, but answers keep their TTLs: " + why)
                        .orElse("reported when they happen");
        return Diagnosis.ok("changes", finding, since(begin));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
