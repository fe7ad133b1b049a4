package org.mailcloak.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** What belongs to a domain, for those who delete it. */
final class DomainUse {

    private DomainUse() {}

    static boolean exists(SqliteMailStore store, MailDomain domain) {
        return store.domains().list().stream()
                .anyMatch(row ->
                        MailDomain.parse(row.name()).filter(domain::equals).isPresent());
    }

    /** The number of its aliases, which go with it. */
    static String aliases(SqliteMailStore store, MailDomain domain) {
        long count = store.aliases().list(Optional.empty()).stream()
                .flatMap(alias -> AliasAddress.parse(alias.address()).stream())
                .filter(alias -> alias.domain().equals(domain))
                .count();
        return Counted.of(count, "alias", "aliases");
    }

    /** Addresses in the domain that stay behind; empty if there are none. */
    static Optional<String> left(SqliteMailStore store, MailDomain domain) {
        long users = store.users().list().stream()
                .filter(user ->
                        addresses(user).anyMatch(address -> address.domain().equals(domain)))
                .count();
        long groups = store.groups().list().stream()
                .flatMap(group -> group.address().stream())
                .filter(address -> address.domain().equals(domain))
                .count();
        return users + groups == 0
                ? Optional.empty()
                : Optional.of(Counted.of(users, "user", "users") + " and " + Counted.of(groups, "group", "groups")
                        + " still have an address in " + domain + " and get no mail by it");
    }

    private static Stream<EmailAddress> addresses(LocalUser user) {
        return Stream.concat(user.primaryAddress().stream(), user.moreAddresses().stream());
    }
}
