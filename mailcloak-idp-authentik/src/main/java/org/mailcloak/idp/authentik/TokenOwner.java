package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.List;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * The account that the token belongs to, as {@code /core/users/me/} shows it.
 *
 * @param groups the ids of those that it is in; no permission is needed to see them here
 */
record TokenOwner(long pk, String username, boolean superuser, String type, List<String> groups) {

    TokenOwner {
        groups = List.copyOf(groups);
    }

    /** @throws UnexpectedBodyException if it is not a token owner */
    static TokenOwner of(JsonValue body) {
        JsonObjectReader user = JsonObjectReader.of(body)
                .object("user")
                .orElseThrow(() -> new UnexpectedBodyException("expected user, found nothing"));
        return new TokenOwner(
                user.number("pk").orElseThrow(() -> new UnexpectedBodyException("expected a number in pk")),
                user.requiredText("username"),
                user.flag("is_superuser").orElse(false),
                user.text("type").orElse("unknown"),
                user.objects("groups").stream()
                        .map(group -> group.requiredText("pk"))
                        .toList());
    }
}
