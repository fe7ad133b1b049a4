package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.Alias;
import org.mailcloak.store.sqlite.LocalUser;

/** A user in the forms of {@code users list} and {@code users show}. */
final class UserView {

    private UserView() {}

    static String primary(LocalUser user) {
        return user.primaryAddress().map(EmailAddress::toString).orElse("-");
    }

    static String state(AccountState state) {
        return switch (state) {
            case ACTIVE -> "active";
            case SEND_BLOCKED -> "send-blocked";
            case DISABLED -> "disabled";
        };
    }

    static void printRow(Output output, LocalUser user) {
        if (user.moreAddresses().isEmpty()) {
            output.line(user.login(), primary(user), state(user.state()));
        } else {
            String further =
                    user.moreAddresses().stream().map(EmailAddress::toString).collect(Collectors.joining(", "));
            output.line(user.login(), primary(user), state(user.state()), further);
        }
    }

    static void print(Output output, LocalUser user, List<Alias> aliases) {
        output.line("login", user.login());
        output.line("id", user.id());
        output.line("state", state(user.state()));
        output.line("scope", ScopeWords.word(user.scope()));
        output.line("password", user.hasPassword() ? "set" : "none");
        output.line("address", primary(user));
        user.moreAddresses().forEach(address -> output.line("also", address.toString()));
        aliases.forEach(alias -> output.line("alias", alias.address(), Output.enabled(alias.enabled())));
    }

    static JsonObjectBuilder json(LocalUser user) {
        JsonArrayBuilder also = Json.createArrayBuilder();
        user.moreAddresses().forEach(address -> also.add(address.toString()));
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("login", user.login()).add("id", user.id());
        user.primaryAddress()
                .ifPresentOrElse(
                        address -> json.add("primary_address", address.toString()),
                        () -> json.addNull("primary_address"));
        return json.add("also", also)
                .add("state", state(user.state()))
                .add("scope", ScopeWords.word(user.scope()))
                .add("has_password", user.hasPassword());
    }

    static JsonArrayBuilder json(List<Alias> aliases) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        aliases.forEach(alias -> array.add(
                Json.createObjectBuilder().add("alias", alias.address()).add("enabled", alias.enabled())));
        return array;
    }
}
