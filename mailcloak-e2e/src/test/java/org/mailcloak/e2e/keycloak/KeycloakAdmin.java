package org.mailcloak.e2e.keycloak;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changes a Keycloak through its admin API, as its first administrator. Everything but success is an error. */
public record KeycloakAdmin(URI server, HttpClient http) {

    public static final String NAME = "admin";
    public static final String PASSWORD = "admin";

    public KeycloakAdmin(URI server) {
        // Without the upgrade to HTTP/2, which the first request would otherwise try.
        this(
                server,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    public void createRealm(JsonObject realm) {
        send("POST", "/admin/realms", realm.toString());
    }

    public void changeRealm(String realm, String json) {
        send("PUT", "/admin/realms/" + realm, json);
    }

    public void createUser(String realm, String json) {
        send("POST", "/admin/realms/" + realm + "/users", json);
    }

    /** Changes the fields that are given and leaves the others alone. */
    public void changeUser(String realm, String name, String json) {
        send("PUT", "/admin/realms/" + realm + "/users/" + userId(realm, name), json);
    }

    public void changeClientSecret(String realm, String clientId, String secret) {
        send(
                "PUT",
                "/admin/realms/" + realm + "/clients/" + clientUuid(realm, clientId),
                Json.createObjectBuilder()
                        .add("clientId", clientId)
                        .add("secret", secret)
                        .build()
                        .toString());
    }

    /** Gives the user roles of the client {@code realm-management}. */
    public void grant(String realm, String user, String... roles) {
        send("POST", roleMappings(realm, user), roles(realm, roles));
    }

    public void revoke(String realm, String user, String... roles) {
        send("DELETE", roleMappings(realm, user), roles(realm, roles));
    }

    private String roleMappings(String realm, String user) {
        return "/admin/realms/" + realm + "/users/" + userId(realm, user) + "/role-mappings/clients/"
                + clientUuid(realm, "realm-management");
    }

    private String roles(String realm, String... names) {
        String client = clientUuid(realm, "realm-management");
        List<String> roles = List.of(names).stream()
                .map(name -> send("GET", "/admin/realms/" + realm + "/clients/" + client + "/roles/" + name, ""))
                .toList();
        return roles.toString();
    }

    private String userId(String realm, String name) {
        return onlyId(send("GET", "/admin/realms/" + realm + "/users?exact=true&username=" + name, ""));
    }

    private String clientUuid(String realm, String clientId) {
        return onlyId(send("GET", "/admin/realms/" + realm + "/clients?clientId=" + clientId, ""));
    }

    private static String onlyId(String array) {
        return parse(array).asJsonArray().getJsonObject(0).getString("id");
    }

    private String send(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private String token() {
        return token("master", "admin-cli", NAME, PASSWORD);
    }

    /** A token as a mail program gets it for its user. */
    public String token(String realm, String client, String user, String password) {
        String form = "grant_type=password&client_id=" + client + "&username=" + user + "&password=" + password;
        String path = "/realms/" + realm + "/protocol/openid-connect/token";
        String answer = exchange(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        return parse(answer).asJsonObject().getString("access_token");
    }

    private String exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(request + " got " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonValue parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
