package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.sqlite.LocalGroup;

/** A group in the forms of {@code groups list}, {@code groups show} and {@code explain}. */
final class GroupView {

    private GroupView() {}

    static String address(LocalGroup group) {
        return group.address().map(EmailAddress::toString).orElse("-");
    }

    /** The users, groups and contacts in it itself. */
    static int size(LocalGroup group) {
        return group.members().size()
                + group.subgroups().size()
                + group.contacts().size();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Its rules, for people. */
    static String describe(MailGroup group) {
        long mailboxes = group.members().stream()
                .flatMap(member -> member.primaryAddress().stream())
                .distinct()
                .count();
        String senders = group.senders().isEmpty()
                ? ""
                : ", and " + String.join(", ", group.senders().stream().sorted().toList());
        return group.name() + ", " + Counted.of(group.members().size(), "member", "members") + " with "
                + Counted.of(mailboxes, "address", "addresses") + "; posting: " + word(group.posting()) + senders
                + "; sending as it: "
                + word(group.sendAs());
    }

    static void print(Output output, LocalGroup group) {
        output.line("name", group.name());
        output.line("id", group.id());
        output.line("address", address(group));
        output.line("posting", word(group.posting()));
        group.senders().forEach(sender -> output.line("sender", sender));
        output.line("send-as", word(group.sendAs()));
        group.members().forEach(login -> output.line("member", login));
        group.subgroups().forEach(name -> output.line("group", name));
        group.contacts().forEach(contact -> output.line("contact", contact));
    }

    static JsonObjectBuilder json(LocalGroup group) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("name", group.name()).add("id", group.id());
        group.address()
                .ifPresentOrElse(address -> json.add("address", address.toString()), () -> json.addNull("address"));
        return rules(json, group);
    }

    private static JsonObjectBuilder rules(JsonObjectBuilder json, LocalGroup group) {
        return json.add("posting", word(group.posting()))
                .add("senders", array(group.senders()))
                .add("send_as", word(group.sendAs()))
                .add("members", array(group.members()))
                .add("groups", array(group.subgroups()))
                .add("contacts", array(group.contacts()));
    }

    private static JsonArrayBuilder array(List<String> texts) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }
}
