package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.Diagnosis;

/**
 * The attributes that a directory shows. An attribute that an access rule hides looks like one that is absent. Only an
 * attribute that every account must have can be reported as missing for certain.
 *
 * @param people some of them, with what is shown; not empty
 * @param schema what the server says about its attributes, if that is shown
 */
record AttributeDiagnostics(SchemaMapping layout, List<SearchResultEntry> people, Optional<Schema> schema) {

    List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(mustBe(layout.logins().get(0), "login_attribute"));
        found.add(mustBe(layout.id(), "id_attribute"));
        found.addAll(addresses());
        layout.locks().forEach(lock -> found.add(lock(lock)));
        layout.rules().sendAllowedAttribute().ifPresent(name -> found.add(state(name, absence())));
        layout.rules().statusAttribute().ifPresent(name -> found.add(state(name, "says nothing")));
        return found;
    }

    private Diagnosis mustBe(String name, String setting) {
        long lacking = people.size() - having(name);
        return lacking == 0
                ? seen(name)
                : Diagnosis.failed(
                        subject(name),
                        "missing at " + lacking + " of " + people.size() + " people: they cannot be looked up",
                        "give bind_dn the right to read it, or set " + setting + " or user_filter");
    }

    /** A directory need not have all of them: the presets name those that are usual. */
    private List<Diagnosis> addresses() {
        List<String> names =
                layout.addresses().stream().map(AddressAttribute::name).toList();
        if (names.stream().noneMatch(name -> having(name) > 0)) {
            return List.of(Diagnosis.failed(
                    "address attributes",
                    "none of " + people.size() + " people has one of " + names,
                    "set address_attributes, or give bind_dn the right to read them"));
        }
        return names.stream().map(this::seen).toList();
    }

    private Diagnosis lock(LockAttribute lock) {
        if (lock.isAlwaysThere()) {
            return mustBe(lock.attribute(), "lock_attributes");
        }
        return having(lock.attribute()) > 0
                ? seen(lock.attribute())
                : Diagnosis.ok(
                        subject(lock.attribute()),
                        "not seen: no account is locked, or an access rule hides it from bind_dn");
    }

    private Diagnosis state(String name, String absence) {
        if (having(name) > 0) {
            return seen(name);
        }
        return isUnknown(schema, name)
                ? Diagnosis.failed(subject(name), "the directory's schema has no such attribute", "check the spelling")
                : Diagnosis.warning(
                        subject(name),
                        "not seen at any of " + people.size() + " people, so it " + absence,
                        "if people have it, give bind_dn the right to read it");
    }

    private String absence() {
        return layout.rules().sendAllowedWhenAbsent() ? "lets them send" : "stops them from sending";
    }

    private Diagnosis seen(String name) {
        return Diagnosis.ok(subject(name), "seen at " + having(name) + " of " + people.size() + " people");
    }

    private long having(String name) {
        return people.stream().filter(entry -> entry.hasAttribute(name)).count();
    }

    /** Without options: {@code cn;lang-de} is known if {@code cn} is. */
    static boolean isUnknown(Optional<Schema> schema, String name) {
        return schema.isPresent() && schema.get().getAttributeType(name.replaceAll(";.*", "")) == null;
    }

    private static String subject(String name) {
        return "attribute " + name;
    }
}
