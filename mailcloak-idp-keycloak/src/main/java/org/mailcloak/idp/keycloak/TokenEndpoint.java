package org.mailcloak.idp.keycloak;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.mailcloak.http.HttpCall;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.http.HttpOutcome.Failed;
import org.mailcloak.http.HttpOutcome.Ok;
import org.mailcloak.http.HttpOutcome.Refused;
import org.mailcloak.http.JsonHttpClient;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;
import org.mailcloak.idp.Secret;

/** Logs the service account in with the client's secret (client credentials, RFC 6749 section 4.4). */
final class TokenEndpoint implements AccessTokens.Source {

    /** A token that lives longer is renewed all the same: no operator sets that on purpose. */
    private static final long MAX_LIFE_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final JsonHttpClient http;
    private final HttpCall call;
    private final String realm;
    private final LongSupplier clock;

    TokenEndpoint(JsonHttpClient http, KeycloakSettings settings, LongSupplier clock) {
        this.http = http;
        this.realm = settings.realm();
        this.clock = clock;
        this.call = HttpCall.postForm(
                settings.base()
                        .path("realms", realm, "protocol", "openid-connect", "token")
                        .toUri(),
                Map.of(
                        "grant_type", new Secret("client_credentials"),
                        "client_id", new Secret(settings.clientId()),
                        "client_secret", settings.clientSecret()));
    }

    @Override
    public AccessToken fetch() throws KeycloakUnavailableException {
        long begin = clock.getAsLong();
        HttpOutcome<AccessToken> outcome = request(begin);
        if (outcome instanceof Ok<AccessToken> ok) {
            return ok.value();
        }
        if (outcome instanceof Refused<AccessToken> refused) {
            throw new KeycloakUnavailableException(refused.reason() + cause(refused));
        }
        throw KeycloakUnavailableException.ofToken((Failed<AccessToken>) outcome);
    }

    /** @param begin when the token's life begins at the latest, by the clock */
    HttpOutcome<AccessToken> request(long begin) {
        return http.call(call, body -> token(JsonObjectReader.of(body), begin));
    }

    private static AccessToken token(JsonObjectReader answer, long begin) {
        Secret value = new Secret(answer.requiredText("access_token"));
        long seconds = answer.number("expires_in").orElse(0L);
        if (seconds < 1) {
            throw new UnexpectedBodyException("expected a number from 1 in expires_in");
        }
        return AccessToken.living(value, begin, TimeUnit.SECONDS.toNanos(Math.min(seconds, MAX_LIFE_SECONDS)));
    }

    /** What Keycloak's error codes mean here. The codes are known words; its descriptions are not repeated. */
    private String cause(Refused<AccessToken> refused) {
        JsonValue error = refused.body().getOrDefault("error", JsonValue.NULL);
        String code = error instanceof JsonString text ? text.getString() : "";
        if (refused.status() == 404) {
            return " (the realm " + realm + " does not exist)";
        }
        return switch (code) {
            case "unauthorized_client" -> " (client_secret is wrong, or service accounts are off for the client)";
            case "invalid_client" -> " (client_id is unknown or disabled, or client_secret is wrong)";
            case "invalid_request" -> " (the client's service account is disabled)";
            default -> "";
        };
    }
}
