package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.Diagnosis;

/**
 * Which attributes of distribution lists a directory shows.
 *
 * @param groups some of the groups, with what is shown; may be empty
 * @param schema what the server says about its attributes, if that is shown
 */
record ListDiagnostics(GroupRules rules, List<SearchResultEntry> groups, Optional<Schema> schema) {

    List<Diagnosis> examine() {
        if (groups.isEmpty()) {
            return List.of(Diagnosis.warning(
                    "groups",
                    "none is seen, so there are no lists",
                    "set group_base_dn, or give bind_dn the right to read groups"));
        }
        List<Diagnosis> found = new ArrayList<>();
        rules.addressAttribute()
                .ifPresent(name -> found.add(attribute(
                        name, rules.addressDomain().isPresent() ? "all go by their names" : "no group is a list")));
        rules.postingAttribute()
                .ifPresent(name -> found.add(attribute(name, "group_posting holds for all: " + word(rules.posting()))));
        rules.sendAsAttribute()
                .ifPresent(name -> found.add(attribute(name, "group_send_as holds for all: " + word(rules.sendAs()))));
        return found;
    }

    private static String word(Enum<?> rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    private Diagnosis attribute(String name, String otherwise) {
        long having = groups.stream().filter(entry -> entry.hasAttribute(name)).count();
        if (having > 0) {
            return Diagnosis.ok(subject(name), "seen at " + having + " of " + groups.size() + " groups");
        }
        return AttributeDiagnostics.isUnknown(schema, name)
                ? Diagnosis.failed(subject(name), "the directory's schema has no such attribute", "check the spelling")
                : Diagnosis.warning(
                        subject(name),
                        "not seen at any of " + groups.size() + " groups, so " + otherwise,
                        "if groups have it, give bind_dn the right to read it");
    }

    private static String subject(String name) {
        return "group attribute " + name;
    }
}
