package org.mailcloak.idp.authentik;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.mailcloak.http.HttpOutcome;

/**
 * What a refused call means. The server's own words are recognised, never repeated: they come from outside.
 *
 * @param finding what is wrong, in a line
 * @param remedy what to do about it; empty if it is not known
 */
record ApiError(String finding, String remedy) {

    static final String USERS = "users";
    static final String GROUPS = "groups";

    static final String GRANT = "give the role of the token's account the global permission \"Can view User\""
            + " (authentik_core.view_user)";

    static final String GRANT_GROUPS = "give the role of the token's account the global permission \"Can view Group\""
            + " (authentik_core.view_group)";

    static final String NEW_TOKEN =
            "make a token of the intent API that does not expire, for an active service account,"
                    + " and put its key into api_token or api_token_file";

    static ApiError of(HttpOutcome.Refused<?> refused) {
        return of(refused, USERS);
    }

    /** @param wanted what was asked for, a plural */
    static ApiError of(HttpOutcome.Refused<?> refused, String wanted) {
        String detail = detail(refused.body().get("detail"));
        if (refused.status() == 403 && detail.startsWith("Token invalid")) {
            return new ApiError(refused.reason() + ", the token is invalid or expired", NEW_TOKEN);
        }
        if (refused.status() == 403 && detail.startsWith("You do not have permission")) {
            return new ApiError(
                    refused.reason() + ", the token's account may not view " + wanted,
                    wanted.equals(GROUPS) ? GRANT_GROUPS : GRANT);
        }
        return switch (refused.status()) {
            case 401, 403 -> new ApiError(refused.reason() + ", the token or its permissions are refused", NEW_TOKEN);
            case 301, 302, 303, 307, 308 ->
                new ApiError(refused.reason() + ", a redirect is not followed", "correct base_url");
            case 404 -> new ApiError(refused.reason(), "correct base_url: the API is expected below it at /api/v3");
            default -> new ApiError(refused.reason(), "see authentik's log");
        };
    }

    private static String detail(@Nullable JsonValue value) {
        return value instanceof JsonString text ? text.getString() : "";
    }
}
