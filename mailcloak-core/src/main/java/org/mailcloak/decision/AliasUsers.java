package org.mailcloak.decision;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Identity;
import org.mailcloak.store.Alias;

/**
 * Who may send as an alias: the logins among its targets, and whoever has a local address among them. A foreign address
 * gives nobody a right, or whoever can choose a login name at the identity provider would take the name of such a target.
 * The first target is different: it is a login name by definition, with or without {@code @}.
 */
final class AliasUsers {

    private final Alias alias;
    private final Predicate<MailDomain> isLocal;

    AliasUsers(Alias alias, Predicate<MailDomain> isLocal) {
        this.alias = alias;
        this.isLocal = isLocal;
    }

    Stream<String> logins() {
        return Stream.concat(Stream.of(alias.login()), furtherLogins());
    }

    private Stream<String> furtherLogins() {
        return alias.also().stream().filter(target -> target.indexOf('@') < 0);
    }

    Stream<EmailAddress> localAddresses() {
        return alias.targets()
                .filter(target -> target.indexOf('@') >= 0)
                .flatMap(target -> EmailAddress.parse(target).stream())
                .filter(address -> isLocal.test(address.domain()));
    }

    boolean include(Identity user) {
        return include(user.loginName()) || localAddresses().anyMatch(user::owns);
    }

    /** False if the account behind the login is certainly none of them, whatever addresses it has. */
    boolean mayInclude(String login) {
        return include(login) || localAddresses().findAny().isPresent();
    }

    /** Nearly every alias has one user; this is part of every message sent as one. */
    private boolean include(String login) {
        return Logins.same(alias.login(), login) || furtherLogins().anyMatch(user -> Logins.same(user, login));
    }
}
