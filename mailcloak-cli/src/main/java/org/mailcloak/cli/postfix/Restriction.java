package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One restriction of a list such as {@code smtpd_recipient_restrictions}.
 *
 * @param name such as {@code check_policy_service}; a table's name where a table stands alone
 * @param argument what belongs to it, braces taken off; empty if nothing does
 * @param warnOnly whether {@code warn_if_reject} stands before it
 */
record Restriction(String name, String argument, boolean warnOnly) {

    private static final int MAX_CLASS_DEPTH = 20;

    /** Restrictions that are followed by an argument; check_..._access are found by their ending. */
    private static final Set<String> WITH_ARGUMENT = Set.of(
            "check_policy_service",
            "sleep",
            "reject_rbl_client",
            "reject_rhsbl_client",
            "reject_rhsbl_reverse_client",
            "reject_rhsbl_helo",
            "reject_rhsbl_sender",
            "reject_rhsbl_recipient",
            "permit_dnswl_client",
            "permit_rhswl_client");

    /**
     * Reads a list; classes are replaced by what they hold.
     *
     * @param classes the lists of smtpd_restriction_classes, by name
     */
    static List<Restriction> parse(String list, Map<String, String> classes) {
        List<Restriction> restrictions = new ArrayList<>();
        read(list, classes, restrictions, false, 0);
        return restrictions;
    }

    private static void read(
            String list, Map<String, String> classes, List<Restriction> into, boolean warnOnly, int depth) {
        List<String> words = words(list);
        boolean warning = warnOnly;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("warn_if_reject")) {
                warning = true;
            } else if (classes.containsKey(word) && depth < MAX_CLASS_DEPTH) {
                read(classes.getOrDefault(word, ""), classes, into, warning, depth + 1);
                warning = warnOnly;
            } else {
                boolean takes = WITH_ARGUMENT.contains(word) || word.matches("check_\\w+_access");
                String argument = takes && i + 1 < words.size() ? words.get(++i) : "";
                into.add(new Restriction(word, argument, warning));
                warning = warnOnly;
            }
        }
    }

    /** Words are separated by commas and white space; braces hold one together, wherever in it they begin ({@code util/mystrtok.c}). */
    static List<String> words(String list) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            boolean separator = c == ',' || Character.isWhitespace(c);
            if (depth == 0 && separator) {
                addTo(words, word);
            } else {
                depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
                word.append(c);
                if (depth == 0 && c == '}' && word.charAt(0) == '{') {
                    addTo(words, word);
                }
            }
        }
        addTo(words, word);
        return words;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            String text = word.toString();
            words.add(
                    text.startsWith("{") && text.endsWith("}")
                            ? text.substring(1, text.length() - 1).strip()
                            : text);
            word.setLength(0);
        }
    }

    boolean isPolicyService() {
        return name.equals("check_policy_service");
    }

    /** The address of a policy service; what may follow it in braces is left out. */
    String policyAddress() {
        List<String> words = words(argument);
        return words.isEmpty() ? "" : words.get(0);
    }

    /** A setting in the braces of a policy service, such as {@code default_action}; empty if it is not there. */
    String policySetting(String setting) {
        return words(argument.replaceAll("\\s*=\\s*", "=")).stream()
                .filter(word -> word.startsWith(setting + "="))
                .map(word -> word.substring(setting.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Whether it looks into a table, whose entries may permit. */
    boolean isTable() {
        return name.matches("check_\\w+_access") || name.matches("\\w+:.*");
    }

    /** The table's name with its type. */
    String table() {
        return argument.isEmpty() ? name : argument;
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? name : name + " " + argument;
    }
}
