package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.RequestUrl;

/**
 * One filter on the list of users.
 *
 * @param parameter the name of the query parameter
 */
record UserQuery(String parameter, String value) {

    /** Exactly this login name. */
    static UserQuery username(String login) {
        return new UserQuery("username", login);
    }

    /** Exactly this spelling. */
    static UserQuery email(EmailAddress address) {
        return new UserQuery("email", address.toString());
    }

    /** Login name, address, name or id contain this in any letter case: at least whoever is called so. */
    static UserQuery called(String login) {
        return new UserQuery("search", login);
    }

    /** At least whoever has this address in any spelling. */
    static UserQuery addressed(EmailAddress address) {
        return new UserQuery("search", fragment(address));
    }

    /** At least whoever has this address in any spelling among the values of the attribute. */
    static UserQuery aliased(String attribute, EmailAddress address) {
        String filter = Json.createObjectBuilder()
                .add(attribute + "__icontains", fragment(address))
                .build()
                .toString();
        return new UserQuery("attributes", filter);
    }

    RequestUrl addTo(RequestUrl url) {
        return url.query(parameter, value);
    }

    /** An internationalised domain may be stored as it is read or as it is sent: only what both have in common. */
    private static String fragment(EmailAddress address) {
        boolean sentAsRead =
                address.domain().toUnicode().equals(address.domain().name());
        return sentAsRead ? address.toString() : address.localPart() + '@';
    }
}
