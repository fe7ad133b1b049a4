package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * One filter on the list of users or of groups. What authentik lists by it has to fit: an item that does not is a sign that the
 * answer is one to another question, and nothing follows from who is not in it.
 *
 * @param parameter the name of the query parameter; empty if there is no filter
 * @param text what each item has to hold; empty if that cannot be seen
 * @param where what has to hold it
 */
record AuthentikUserQuery(String parameter, String value, String text, Where where) {

    /** A text of fewer characters before the {@code @} is in nearly every address. */
    private static final int SHORT = 3;

    private static final Pattern BETWEEN_TERMS = Pattern.compile("[\\s,]+");

    /** In what a text has to be. */
    enum Where {
        NOT_SEEN,
        IS_USERNAME,
        IS_EMAIL,
        IN_ANY_FIELD,
        IN_ATTRIBUTES
    }

    /** Everything that is in the list. */
    static AuthentikUserQuery none() {
        return new AuthentikUserQuery("", "", "", Where.NOT_SEEN);
    }

    /** Exactly this login name. */
    static AuthentikUserQuery username(String login) {
        return new AuthentikUserQuery("username", login, login, Where.IS_USERNAME);
    }

    /** Exactly this address in small letters, with the first one large, or with the local part in capitals. */
    static List<AuthentikUserQuery> usualSpellings(EmailAddress address) {
        String local = address.localPart();
        String first = local.substring(0, local.offsetByCodePoints(0, 1));
        String domain = '@' + address.domain().name();
        return Stream.of(
                        address.toString(),
                        first.toUpperCase(Locale.ROOT) + local.substring(first.length()) + domain,
                        local.toUpperCase(Locale.ROOT) + domain)
                .distinct()
                .map(text -> new AuthentikUserQuery("email", text, text, Where.IS_EMAIL))
                .toList();
    }

    /** A user's login name, address, name or id, or a group's name, contains this in any letter case. */
    static AuthentikUserQuery called(String name) {
        return new AuthentikUserQuery("search", name, name, Where.IN_ANY_FIELD);
    }

    /** Returns a query that finds at least every account with this address, in any spelling. */
    static AuthentikUserQuery addressed(EmailAddress address) {
        return called(fragment(address));
    }

    /** At least what has this address in any spelling among the values of the attribute. */
    static AuthentikUserQuery holding(String attribute, EmailAddress address) {
        String filter = Json.createObjectBuilder()
                .add(attribute + "__icontains", fragment(address))
                .build()
                .toString();
        return new AuthentikUserQuery("attributes", filter, fragment(address), Where.IN_ATTRIBUTES);
    }

    /** The users in the group itself, not those in groups within it. */
    static AuthentikUserQuery inGroup(String pk) {
        return new AuthentikUserQuery("groups_by_pk", pk, "", Where.NOT_SEEN);
    }

    RequestUrl addTo(RequestUrl url) {
        return parameter.isEmpty() ? url : url.query(parameter, value);
    }

    /** Whether it asks for a part of a text that very many may have. */
    boolean isShort() {
        boolean part = where == Where.IN_ANY_FIELD || where == Where.IN_ATTRIBUTES;
        int at = text.indexOf('@');
        return part && (at < 0 ? text.length() : at) < SHORT;
    }

    /**
     * The same item.
     *
     * @throws UnexpectedBodyException if it does not fit
     */
    JsonObjectReader fitting(JsonObjectReader item) {
        boolean fits = switch (where) {
            case NOT_SEEN -> true;
            case IS_USERNAME -> same(item.text("username").orElse(""), text);
            case IS_EMAIL -> same(item.text("email").orElse(""), text);
            case IN_ATTRIBUTES -> holds(attributes(item), text);
            case IN_ANY_FIELD -> holdsAllTerms(item);
        };
        if (!fits) {
            throw new UnexpectedBodyException("expected items that fit " + parameter + ", found another one");
        }
        return item;
    }

    /** Django's search: each term is in one of the fields. Newer servers look into the attributes too. */
    private boolean holdsAllTerms(JsonObjectReader item) {
        List<String> fields = Stream.concat(
                        Stream.of("username", "email", "name", "uuid", "pk")
                                .map(key ->
                                        item.value(key).map(Object::toString).orElse("")),
                        Stream.of(attributes(item)))
                .toList();
        return BETWEEN_TERMS
                .splitAsStream(text)
                .allMatch(term -> fields.stream().anyMatch(field -> holds(field, term)));
    }

    private static String attributes(JsonObjectReader item) {
        return item.value("attributes").map(Object::toString).orElse("");
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** Databases fold letters by upper case or by lower case. */
    private static boolean holds(String field, String term) {
        return field.toLowerCase(Locale.ROOT).contains(term.toLowerCase(Locale.ROOT))
                || field.toUpperCase(Locale.ROOT).contains(term.toUpperCase(Locale.ROOT));
    }

    /** An internationalised domain may be stored as it is read or as it is sent: only what both have in common. */
    private static String fragment(EmailAddress address) {
        boolean sentAsRead =
                address.domain().toUnicode().equals(address.domain().name());
        return sentAsRead ? address.toString() : address.localPart() + '@';
    }
}
