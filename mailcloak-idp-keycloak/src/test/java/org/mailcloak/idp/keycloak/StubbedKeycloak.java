package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;

/** A server that answers as Keycloak 26.7 does, where a test does not say otherwise: realm {@code test} without users. */
final class StubbedKeycloak implements AutoCloseable {

    static final String SECRET = "s3cret-of-the-client";
    static final String TOKENS = "/realms/test/protocol/openid-connect/token";
    static final String USERS = "/admin/realms/test/users";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(120));
    private final AtomicLong nanos = new AtomicLong();

    StubbedKeycloak() {
        server.start();
        givesToken("token-1");
        server.stubFor(get(urlPathMatching(USERS + ".*")).atPriority(9).willReturn(okJson("[]")));
        server.stubFor(searchFor("username", "service-account-mailcloak")
                .atPriority(8)
                .willReturn(okJson(array(user("self", "service-account-mailcloak", "")))));
    }

    /** Answers every request for a token, with a life of 100 seconds. */
    void givesToken(String token) {
        server.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(okJson(tokenBody(token))));
    }

    static String tokenBody(String token) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":100,\"token_type\":\"Bearer\"}";
    }

    void answersTokens(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(answer));
    }

    /** Answers every request about users. */
    void answersUsers(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathMatching(USERS + ".*")).atPriority(1).willReturn(answer));
    }

    void refusesToken(String token) {
        server.stubFor(get(urlPathMatching(USERS + ".*"))
                .atPriority(1)
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(aResponse().withStatus(401).withBody("{\"error\":\"HTTP 401 Unauthorized\"}")));
    }

    void finds(String parameter, String value, String... users) {
        server.stubFor(searchFor(parameter, value).atPriority(5).willReturn(okJson(array(users))));
    }

    void stub(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    static MappingBuilder searchFor(String parameter, String value) {
        return get(urlPathEqualTo(USERS))
                .withQueryParam(parameter, equalTo(value))
                .withQueryParam("exact", equalTo("true"));
    }

    /** @param more further fields, such as {@code "email":"alice@d1.test"}; empty for none */
    static String user(String id, String name, String more) {
        return "{\"id\":\"" + id + "\",\"username\":\"" + name + "\",\"enabled\":true"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String array(String... items) {
        return "[" + String.join(",", items) + "]";
    }

    KeycloakIdentityProvider provider(Map<String, Object> more) {
        return new KeycloakIdentityProvider(settings(more), clock());
    }

    LongSupplier clock() {
        return nanos::get;
    }

    void passSeconds(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }

    KeycloakSettings settings(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "base_url",
                URI.create(server.baseUrl()),
                "realm",
                "test",
                "client_id",
                "mailcloak",
                "client_secret",
                new Secret(SECRET)));
        values.putAll(more);
        return KeycloakSettings.from(new ProviderConfig("keycloak", Path.of("state.db"), values));
    }

    int tokenRequests() {
        return server.countRequestsMatching(
                        postRequestedFor(urlPathEqualTo(TOKENS)).build())
                .getCount();
    }

    /** All requests about users, those that confirm the permission too. */
    int userRequests() {
        return server.countRequestsMatching(
                        getRequestedFor(urlPathMatching(USERS + ".*")).build())
                .getCount();
    }

    int otherRequests() {
        return server.getAllServeEvents().size() - tokenRequests() - userRequests();
    }

    @Override
    public void close() {
        server.stop();
    }
}
