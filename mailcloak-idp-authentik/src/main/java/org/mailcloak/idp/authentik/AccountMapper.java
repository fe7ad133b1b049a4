package org.mailcloak.idp.authentik;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;

/**
 * A mapper of users to accounts. Among the aliases, a value that is no address is left out; a state that cannot be read
 * leaves the account's owner in doubt, and is no answer.
 */
final class AccountMapper {

    private final AttributeRules rules;

    AccountMapper(AttributeRules rules) {
        this.rules = rules;
    }

    /** @throws AuthentikUnavailableException if it cannot be determined what the account may do */
    Account of(AuthentikUser user) throws AuthentikUnavailableException {
        checkReadable(user, rules.sendAllowedAttribute());
        checkReadable(user, rules.statusAttribute());
        checkReadable(user, rules.scopeAttribute());
        return Account.builder(user.uuid(), user.username())
                .primaryAddress(user.address())
                .aliasAddresses(aliases(user))
                .state(rules.state(user.active(), name -> values(user, name)))
                .scope(scope(user))
                .build();
    }

    private AccountScope scope(AuthentikUser user) throws AuthentikUnavailableException {
        return rules.scope(name -> values(user, name))
                .orElseThrow(() -> AuthentikUnavailableException.unclear("user " + user.pk()
                        + " of authentik has a value in account_scope_attribute that is not one of its values"));
    }

    boolean owns(AuthentikUser user, EmailAddress address) {
        return user.address().filter(address::equals).isPresent()
                || aliases(user).contains(address);
    }

    private static void checkReadable(AuthentikUser user, Optional<String> attribute)
            throws AuthentikUnavailableException {
        if (attribute.isPresent() && Attributes.holdsObject(user.attributes(), attribute.get())) {
            throw AuthentikUnavailableException.unclear("user " + user.pk()
                    + " of authentik has an object in the attribute " + attribute.get() + "; " + Attributes.READABLE);
        }
    }

    Set<EmailAddress> aliases(AuthentikUser user) {
        return rules.aliases(name -> values(user, name)).stream()
                .filter(QueryValidation::isAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The values of an attribute as texts: one value, or a list of them. */
    static List<String> values(AuthentikUser user, String name) {
        return Attributes.texts(user.attributes(), name);
    }
}
