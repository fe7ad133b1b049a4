package org.mailcloak.idp.authentik;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.idp.Identity;

/**
 * Turns users into identities. Among the aliases, whatever is no address is left
 * out; a state that cannot be read leaves the account's owner in doubt, and is no answer.
 */
final class Identities {

    private final AttributeRules rules;

    Identities(AttributeRules rules) {
        this.rules = rules;
    }

    /** @throws UnavailableException if it cannot be told what the account may do */
    Identity of(User user) throws UnavailableException {
        checkReadable(user, rules.sendAllowedAttribute());
        checkReadable(user, rules.statusAttribute());
        return new Identity(
                user.uuid(),
                user.username(),
                user.address(),
                aliases(user),
                rules.state(user.active(), name -> values(user, name)),
                Set.of());
    }

    boolean owns(User user, EmailAddress address) {
        return user.address().filter(address::equals).isPresent()
                || aliases(user).contains(address);
    }

    private static void checkReadable(User user, Optional<String> attribute) throws UnavailableException {
        if (attribute.isPresent() && Attributes.holdsObject(user.attributes(), attribute.get())) {
            throw UnavailableException.unclear("user " + user.pk() + " of authentik has an object in the attribute "
                    + attribute.get() + "; " + Attributes.READABLE);
        }
    }

    Set<EmailAddress> aliases(User user) {
        return rules.aliases(name -> values(user, name)).stream()
                .filter(Askable::isAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The values of an attribute as texts: one value, or a list of them. */
    static List<String> values(User user, String name) {
        return Attributes.texts(user.attributes(), name);
    }
}
