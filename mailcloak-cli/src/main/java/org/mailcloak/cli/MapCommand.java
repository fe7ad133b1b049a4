package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.AddressMaps;
import org.mailcloak.table.MapAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "map",
        description = "The tables that the server holds for Postfix.",
        footer = {"", "Example:", "  mailcloakctl map query alias sales@d1.test"})
final class MapCommand {

    private final CommandContext session;

    /** The names of all maps. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return AddressMaps.all(PolicyRules.defaults()).stream()
                    .map(AddressMap::name)
                    .iterator();
        }
    }

    MapCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "Look a key up as the server would, but in no cache, and print the value. Without an entry nothing is"
                        + " printed and the exit code is 1, as with postmap -q; if it cannot be known, standard error"
                        + " says why.",
                "JSON: an array of one {map, key, reply: ok|notfound|temp, value or null, reason or null}.",
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl map query alias sales@d1.test",
                "  mailcloakctl map query domain d1.test"
            })
    int query(
            @Parameters(
                            index = "0",
                            paramLabel = "MAP",
                            completionCandidates = MapCommand.Names.class,
                            description = "One of ${COMPLETION-CANDIDATES}.")
                    String name,
            @Parameters(index = "1", paramLabel = "KEY", description = "As Postfix asks: a whole address, or a domain.")
                    String key,
            @Mixin OutputOption form) {
        try (Installation installation = Installation.of(session)) {
            List<AddressMap> maps = AddressMaps.all(installation.rules());
            AddressMap map = maps.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> CommandException.usage("there is no map '" + name + "'; there are "
                            + maps.stream().map(AddressMap::name).collect(Collectors.joining(", "))));
            MapAnswer answer = map.find(key, new LookupSources(installation.store(), installation.provider()));
            return switch (form.form()) {
                case TEXT -> print(answer);
                case JSON -> printJson(name, key, answer);
            };
        }
    }

    private int print(MapAnswer answer) {
        return answer.fold(
                value -> {
                    session.output().line(value);
                    return ExitCode.DONE;
                },
                () -> ExitCode.REFUSED,
                MapCommand::refuse,
                MapCommand::refuse);
    }

    private static int refuse(String why) {
        throw CommandException.refused("temporary failure: " + why);
    }

    private int printJson(String name, String key, MapAnswer answer) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("map", name).add("key", key);
        answer.fold(
                value -> json.add("reply", "ok").add("value", value).addNull("reason"),
                () -> json.add("reply", "notfound").addNull("value").addNull("reason"),
                why -> json.add("reply", "temp").addNull("value").add("reason", why),
                why -> json.add("reply", "temp").addNull("value").add("reason", why));
        session.output().json(Json.createArrayBuilder().add(json).build());
        return answer instanceof MapAnswer.Found ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
