package org.mailcloak.e2e.keycloak;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.keycloak.KeycloakIdentityProviderFactory;
import org.mailcloak.testkit.SourceGroup;

/**
 * A realm like that of {@code keycloak-realm.json}, which holds alice, bob (receive-only by attribute), carol (disabled)
 * and dave (unverified address, suspended), and the service account of the client mailcloak, which may view users.
 */
public record KeycloakRealm(KeycloakServer server, String name) {

    public static final String SERVICE_ACCOUNT = "service-account-mailcloak";
    public static final String CLIENT_SECRET = "mailcloak-secret";

    /** With the users of the file. */
    public static KeycloakRealm create(KeycloakServer server) {
        JsonObject template = template(server.newRealmName());
        server.admin().createRealm(template);
        return new KeycloakRealm(server, template.getString("realm"));
    }

    /** With these users only. */
    public static KeycloakRealm create(KeycloakServer server, List<Account> accounts) {
        JsonObject template = template(server.newRealmName());
        JsonArrayBuilder users = Json.createArrayBuilder();
        accounts.forEach(account -> users.add(user(account)));
        template.getJsonArray("users").stream()
                .filter(user -> user.asJsonObject().containsKey("serviceAccountClientId"))
                .forEach(users::add);
        server.admin()
                .createRealm(
                        Json.createObjectBuilder(template).add("users", users).build());
        return new KeycloakRealm(server, template.getString("realm"));
    }

    /** With these users and groups only; a group is within one other at most. */
    public static KeycloakRealm create(KeycloakServer server, List<Account> accounts, List<SourceGroup> groups) {
        JsonObject template = template(server.newRealmName());
        KeycloakGroups tree = new KeycloakGroups(groups);
        JsonArrayBuilder users = Json.createArrayBuilder();
        accounts.forEach(
                account -> users.add(Json.createObjectBuilder(user(account).asJsonObject())
                        .add("groups", tree.pathsOf(account.loginName()))));
        template.getJsonArray("users").stream()
                .filter(user -> user.asJsonObject().containsKey("serviceAccountClientId"))
                .forEach(users::add);
        server.admin()
                .createRealm(Json.createObjectBuilder(template)
                        .add("users", users)
                        .add("groups", tree.json())
                        .build());
        return new KeycloakRealm(server, template.getString("realm"));
    }

    /** A provider with the attributes of the file, and these settings in place of or beside its own. */
    public IdentityProvider provider(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "base_url",
                server.url(),
                "realm",
                name,
                "client_id",
                "mailcloak",
                "client_secret",
                new Secret(CLIENT_SECRET),
                "alias_attribute",
                "mailAliases",
                "send_allowed_attribute",
                "mailSendAllowed",
                "account_status_attribute",
                "mailAccountStatus",
                "status_send_blocked",
                List.of("receive-only", "suspended"),
                "status_disabled",
                List.of("closed")));
        values.putAll(more);
        return new KeycloakIdentityProviderFactory()
                .create(new ProviderConfig("keycloak", Path.of("unused.db"), values));
    }

    /** The same for a configuration file: the lines below {@code idp:}. */
    public String yaml(URI baseUrl, String more) {
        return """
                provider: keycloak
                keycloak:
                  base_url: %s
                  realm: %s
                  client_id: mailcloak
                  client_secret: %s
                  alias_attribute: mailAliases
                  send_allowed_attribute: mailSendAllowed
                  account_status_attribute: mailAccountStatus
                  status_send_blocked: [receive-only, suspended]
                  status_disabled: [closed]
                """.formatted(baseUrl, name, CLIENT_SECRET) + more.indent(2);
    }

    /** A token of a user of the file, or of one with a password made in the same way. */
    public String token(String user) {
        return token("webmail", user);
    }

    public String token(String client, String user) {
        return server.admin().token(name, client, user, user + "-pw");
    }

    private static JsonObject template(String name) {
        try (InputStream in = KeycloakRealm.class.getResourceAsStream("/keycloak-realm.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("default-roles-test", "default-roles-" + name);
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                return Json.createObjectBuilder(reader.readObject())
                        .add("realm", name)
                        .build();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue user(Account account) {
        JsonObjectBuilder user = Json.createObjectBuilder()
                .add("username", account.loginName())
                .add("enabled", account.state() != AccountState.DISABLED)
                .add("emailVerified", true);
        account.primaryAddress().ifPresent(address -> user.add("email", address.toString()));
        JsonArray aliases = Json.createArrayBuilder(account.aliasAddresses().stream()
                        .map(EmailAddress::toString)
                        .toList())
                .build();
        String status = account.state() == AccountState.SEND_BLOCKED ? "receive-only" : "active";
        return user.add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("mailAliases", aliases)
                                .add(
                                        "mailAccountStatus",
                                        Json.createArrayBuilder().add(status)))
                .build();
    }
}
