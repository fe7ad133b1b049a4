package org.mailcloak.server.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request of the demonstration and the answer that it must get.
 *
 * @param policy the attributes of a policy request; empty: this is a look-up
 * @param key of a look-up in the map {@code alias}; empty: this is a policy request
 */
record DemoRequest(String story, Map<String, String> policy, String key, String expected) {

    private static final String PASS = "DUNNO";
    private static final String NO_USER = "550 5.1.1 No such user";
    private static final String NOT_OWNED = "553 5.7.1 Sender not owned by authenticated user";
    private static final String FAR = "f@out.test";

    static final List<DemoRequest> ALL = List.of(
            mail("mail from outside to a user", FAR, "alice@d1.test", PASS),
            mail("the same, spelled differently", FAR, "ALICE@D1.TEST.", PASS),
            mail("mail from outside to an alias", FAR, "sales@d1.test", PASS),
            mail("a bounce to a user", "", "alice@d1.test", PASS),
            mail("nobody has this address", FAR, "nobody@d1.test", NO_USER),
            mail("an application's address", FAR, "printer@d2.test", NO_USER),
            mail("to elsewhere: Postfix decides", FAR, "x@far.test", PASS),
            mail(
                    "a stranger pretends to be alice",
                    "alice@d1.test",
                    "bob@d2.test",
                    "553 5.7.1 Sending from local domains requires authentication"),
            mail(
                    "the same, in disguise",
                    "d1.test!alice",
                    "bob@d2.test",
                    "553 5.7.1 Sending from local domains requires authentication"),
            login("alice as herself", "PLAIN", "alice", "alice@d1.test", PASS),
            login("alice as her alias", "PLAIN", "alice", "sales@d1.test", PASS),
            login("alice as bob", "PLAIN", "alice", "bob@d2.test", NOT_OWNED),
            login("alice as <>", "PLAIN", "alice", "", NOT_OWNED),
            login(
                    "bob, who may not send",
                    "PLAIN",
                    "bob",
                    "bob@d2.test",
                    "554 5.7.1 Sending is disabled for this account"),
            mail("bob still receives", FAR, "bob@d2.test", PASS),
            login("the application, its address", "PLAIN", "printer", "printer@d2.test", PASS),
            login("the application, another", "PLAIN", "printer", "alice@d1.test", NOT_OWNED),
            login(
                    "a login that proves nothing",
                    "ANONYMOUS",
                    "alice",
                    "alice@d1.test",
                    "553 5.7.1 Unsupported authentication method"),
            lookup("what is behind the alias?", "sales@d1.test", "OK alice@d1.test"),
            lookup("a user is no alias", "alice@d1.test", "NOTFOUND "));

    boolean isPolicy() {
        return key.isEmpty();
    }

    /** The request in a few words. */
    String request() {
        if (!isPolicy()) {
            return "alias " + key;
        }
        String login = policy.getOrDefault("sasl_username", "");
        return (login.isEmpty() ? "" : login + ": ") + "<" + policy.get("sender") + "> to <" + policy.get("recipient")
                + ">";
    }

    private static DemoRequest mail(String story, String sender, String recipient, String expected) {
        return new DemoRequest(story, request(sender, recipient, "", ""), "", expected);
    }

    private static DemoRequest login(String story, String method, String login, String sender, String expected) {
        return new DemoRequest(story, request(sender, FAR, method, login), "", expected);
    }

    private static DemoRequest lookup(String story, String key, String expected) {
        return new DemoRequest(story, Map.of(), key, expected);
    }

    private static Map<String, String> request(String sender, String recipient, String method, String login) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("request", "smtpd_access_policy");
        attributes.put("protocol_state", "RCPT");
        attributes.put("protocol_name", "ESMTP");
        attributes.put("client_address", "192.0.2.7");
        attributes.put("client_name", "unknown");
        attributes.put("sender", sender);
        attributes.put("recipient", recipient);
        attributes.put("sasl_method", method);
        attributes.put("sasl_username", login);
        return attributes;
    }
}
