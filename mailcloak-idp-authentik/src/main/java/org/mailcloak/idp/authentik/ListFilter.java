package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.RequestUrl;

/**
 * One filter on the list of users or of groups.
 *
 * @param parameter the name of the query parameter; empty if there is no filter
 */
record ListFilter(String parameter, String value) {

    /** Everything that is in the list. */
    static ListFilter none() {
        return new ListFilter("", "");
    }

    /** Exactly this login name. */
    static ListFilter username(String login) {
        return new ListFilter("username", login);
    }

    /** Exactly this spelling. */
    static ListFilter email(EmailAddress address) {
        return new ListFilter("email", address.toString());
    }

    /** A user's login name, address, name or id, or a group's name, contains this in any letter case. */
    static ListFilter called(String name) {
        return new ListFilter("search", name);
    }

    /** At least whoever has this address in any spelling. */
    static ListFilter addressed(EmailAddress address) {
        return new ListFilter("search", fragment(address));
    }

    /** At least what has this address in any spelling among the values of the attribute. */
    static ListFilter holding(String attribute, EmailAddress address) {
        String filter = Json.createObjectBuilder()
                .add(attribute + "__icontains", fragment(address))
                .build()
                .toString();
        return new ListFilter("attributes", filter);
    }

    /** The users in the group itself, not those in groups within it. */
    static ListFilter inGroup(String pk) {
        return new ListFilter("groups_by_pk", pk);
    }

    RequestUrl addTo(RequestUrl url) {
        return parameter.isEmpty() ? url : url.query(parameter, value);
    }

    /** An internationalised domain may be stored as it is read or as it is sent: only what both have in common. */
    private static String fragment(EmailAddress address) {
        boolean sentAsRead =
                address.domain().toUnicode().equals(address.domain().name());
        return sentAsRead ? address.toString() : address.localPart() + '@';
    }
}
