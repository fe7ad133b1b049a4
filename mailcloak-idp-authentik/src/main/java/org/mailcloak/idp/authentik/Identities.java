package org.mailcloak.idp.authentik;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.idp.Identity;

/**
 * Turns users into identities. Attributes are free JSON in authentik. Among the aliases, whatever is no address is left
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
        if (attribute.isPresent() && holdsObject(user.attributes().get(attribute.get()))) {
            throw new UnavailableException("user " + user.pk() + " of authentik has an object in the attribute "
                    + attribute.get() + "; expected a text, a number, true or false, or a list of these");
        }
    }

    private static boolean holdsObject(@Nullable JsonValue value) {
        return value instanceof JsonObject
                || (value instanceof JsonArray array && array.stream().anyMatch(Identities::holdsObject));
    }

    Set<EmailAddress> aliases(User user) {
        return rules.aliases(name -> values(user, name)).stream()
                .filter(Askable::isAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The values of an attribute as texts: one value, or a list of them. */
    static List<String> values(User user, String name) {
        return texts(user.attributes().getOrDefault(name, JsonValue.NULL)).toList();
    }

    private static Stream<String> texts(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> Stream.of(((JsonString) value).getString());
            case NUMBER -> Stream.of(((JsonNumber) value).toString());
            case TRUE, FALSE -> Stream.of(value.toString());
            case ARRAY -> ((JsonArray) value).stream().flatMap(Identities::texts);
            case OBJECT, NULL -> Stream.empty();
        };
    }
}
