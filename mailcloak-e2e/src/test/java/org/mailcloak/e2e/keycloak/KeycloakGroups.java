package org.mailcloak.e2e.keycloak;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.testkit.SourceGroup;

/** Groups as the file of a realm has them: a tree, and each user names the paths. */
record KeycloakGroups(List<SourceGroup> groups) {

    JsonArrayBuilder json() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        groups.stream().filter(group -> parents(group).isEmpty()).forEach(group -> array.add(json(group)));
        return array;
    }

    JsonArrayBuilder pathsOf(String login) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        groups.stream().filter(group -> group.members().contains(login)).forEach(group -> array.add(path(group)));
        return array;
    }

    private JsonObjectBuilder json(SourceGroup group) {
        JsonArrayBuilder subgroups = Json.createArrayBuilder();
        group.subgroups().forEach(name -> subgroups.add(json(named(name))));
        JsonObjectBuilder attributes = Json.createObjectBuilder()
                .add("posting", array(Stream.concat(Stream.of(group.posting().toString()), group.senders().stream())))
                .add("sendAs", array(Stream.of(group.sendAs().toString())));
        group.address().ifPresent(address -> attributes.add("mail", array(Stream.of(address.toString()))));
        return Json.createObjectBuilder()
                .add("name", group.name())
                .add("attributes", attributes)
                .add("subGroups", subgroups);
    }

    private static JsonArrayBuilder array(Stream<String> texts) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    private String path(SourceGroup group) {
        return parents(group).stream().map(this::path).findFirst().orElse("") + "/" + group.name();
    }

    private List<SourceGroup> parents(SourceGroup group) {
        return groups.stream()
                .filter(other -> other.subgroups().contains(group.name()))
                .toList();
    }

    private SourceGroup named(String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
