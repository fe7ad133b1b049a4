package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The restriction lists of one service, by when Postfix goes through them. */
final class RestrictionLists {

    static final String CLIENT = "smtpd_client_restrictions";
    static final String HELO = "smtpd_helo_restrictions";
    static final String SENDER = "smtpd_sender_restrictions";
    static final String RELAY = "smtpd_relay_restrictions";
    static final String RECIPIENT = "smtpd_recipient_restrictions";
    static final String DATA = "smtpd_data_restrictions";
    static final String END_OF_DATA = "smtpd_end_of_data_restrictions";

    private final PostfixSettings settings;
    private final PostfixService service;
    private final Map<String, String> classes = new HashMap<>();

    RestrictionLists(PostfixSettings settings, PostfixService service) {
        this.settings = settings;
        this.service = service;
        for (String name : Restriction.words(settings.value(service, "smtpd_restriction_classes"))) {
            classes.put(name, settings.value(service, name));
        }
    }

    /** Names of the lists that Postfix goes through at each recipient, in its order. */
    List<String> atRecipient() {
        List<String> lists = new ArrayList<>();
        if (settings.isYes(service, "smtpd_delay_reject")) {
            lists.addAll(List.of(CLIENT, HELO, SENDER));
        }
        lists.addAll(List.of(RELAY, RECIPIENT));
        return lists;
    }

    /** Names of the lists that Postfix goes through at other times. */
    List<String> elsewhere() {
        List<String> lists = new ArrayList<>(List.of(DATA, END_OF_DATA));
        if (!settings.isYes(service, "smtpd_delay_reject")) {
            lists.addAll(List.of(CLIENT, HELO, SENDER));
        }
        return lists;
    }

    static List<String> all() {
        return List.of(CLIENT, HELO, SENDER, RELAY, RECIPIENT, DATA, END_OF_DATA);
    }

    /** What is in a list, classes replaced by what they hold. */
    List<Restriction> of(String list) {
        return Restriction.parse(settings.value(service, list), classes);
    }

    /** A list as findings name it. */
    String place(String list) {
        return settings.place(service, list);
    }
}
