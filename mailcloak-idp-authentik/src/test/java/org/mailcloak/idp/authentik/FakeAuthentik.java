package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * authentik's lists of users and groups on a real port, with its filters, pages and permissions. Every request, and every
 * answer in authentik's name, is checked against the description of the API; {@link #close} fails if there was a wrong one.
 */
final class FakeAuthentik implements AutoCloseable {

    static final String TOKEN = "tKp0Nn4xq2wEhR7sVb9cYd3fGj5mLz8u";

    private static final String GROUPS = "/api/v3/core/groups/";

    private static final ApiDescription DESCRIPTION = ApiDescription.load();

    /** The service account that the token belongs to. */
    static final StoredUser OWNER = StoredUser.of(3, "mailcloak", "").ofType("service_account");

    private final WireMockServer server;
    private final String basePath;
    private final List<StoredUser> users = new CopyOnWriteArrayList<>(List.of(OWNER));
    private final FakeGroups groups = new FakeGroups();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private volatile Sight sight = Sight.everybody();
    private volatile int pageCap = 100;
    private volatile boolean oldVersion;
    private volatile boolean attributesWork = true;
    private final AtomicReference<Runnable> afterPage = new AtomicReference<>(() -> {});

    /** Writes an event, about an object of the core unless the model is empty. */
    void record(String action, String model, String object) {
        JsonObject context = model.isEmpty()
                ? JsonValue.EMPTY_JSON_OBJECT
                : Json.createObjectBuilder()
                        .add(
                                "model",
                                Json.createObjectBuilder()
                                        .add("app", "authentik_core")
                                        .add("model_name", model)
                                        .add("name", "of no concern")
                                        .add(
                                                "pk",
                                                object.matches("\\d+")
                                                        ? Json.createValue(Long.parseLong(object))
                                                        : Json.createValue(object)))
                        .build();
        events.add(
                0,
                Json.createObjectBuilder()
                        .add("pk", UUID.randomUUID().toString())
                        .add("user", JsonValue.EMPTY_JSON_OBJECT)
                        .add("action", action)
                        .add("app", "authentik.core.signals")
                        .add("context", context)
                        .add("client_ip", "192.0.2.1")
                        .add("created", "2026-02-01T10:00:00.123456Z")
                        .add("expires", "2027-02-01T10:00:00.123456Z")
                        .add("brand", JsonValue.EMPTY_JSON_OBJECT)
                        .build());
    }

    private Reply events(Map<String, List<String>> query) {
        List<JsonObject> all = List.copyOf(events);
        FakePage page = FakePage.of(query, all.size(), pageCap).orElseThrow();
        return new Reply(200, page.shown(page.cut(all)));
    }

    /** Whom the token sees: all, or some. */
    record Sight(boolean all, Set<Long> some) {
        static Sight everybody() {
            return new Sight(true, Set.of());
        }

        static Sight only(Long... pks) {
            return new Sight(false, Set.of(pks));
        }

        boolean sees(StoredUser user) {
            return all || some.contains(user.pk());
        }
    }

    FakeAuthentik() {
        this("");
    }

    FakeAuthentik(String basePath) {
        this.basePath = basePath;
        server = new WireMockServer(options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .containerThreads(30)
                .extensions(new Answering()));
        server.start();
        recover();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + basePath);
    }

    void add(StoredUser... more) {
        users.addAll(List.of(more));
    }

    void addAll(Collection<StoredUser> more) {
        users.addAll(more);
    }

    FakeGroups groups() {
        return groups;
    }

    void see(Sight newSight) {
        sight = newSight;
    }

    /** {@code pagination_max_page_size}; 100 unless an administrator changed it. */
    void capPagesAt(int size) {
        pageCap = size;
    }

    /** Behaves as version 2024.2: no cap of pages, and fewer fields. */
    void beOld() {
        oldVersion = true;
        groups.beOld();
        pageCap = Integer.MAX_VALUE;
    }

    /** Answers everything with this, which need not be anything that authentik says. */
    void answer(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** Answers the paths that match with this, and the others as ever. */
    void answer(String pathPattern, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathMatching(basePath + "/api/v3" + pathPattern))
                .atPriority(1)
                .willReturn(answer));
    }

    void recover() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).atPriority(5).willReturn(aResponse().withTransformers(Answering.NAME)));
    }

    /** Path and query of each request so far, in order, the prefix aside. */
    List<String> requests() {
        List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
        Collections.reverse(events);
        return events.stream()
                .map(event -> URLDecoder.decode(event.getRequest().getUrl(), StandardCharsets.UTF_8)
                        .substring((basePath + "/api/v3").length()))
                .toList();
    }

    /** Runs this once, between the next page that is read and its sending. */
    void afterNextPage(Runnable change) {
        afterPage.set(change);
    }

    void remove(long pk) {
        users.removeIf(user -> user.pk() == pk);
    }

    /** From now on no filter by attributes finds anybody. */
    void loseAttributeFilter() {
        attributesWork = false;
    }

    void forgetRequests() {
        server.resetRequests();
    }

    @Override
    public void close() {
        server.getAllServeEvents().forEach(event -> checkRequest(event.getRequest()));
        server.stop();
        assertThat(faults).as("what authentik would not send or take").isEmpty();
    }

    private void checkRequest(Request request) {
        faults.addAll(DESCRIPTION.faultsOfRequest(request.getMethod().getName(), path(request), query(request)));
    }

    private String path(Request request) {
        return URI.create(request.getUrl()).getRawPath().substring(basePath.length());
    }

    private static Map<String, List<String>> query(Request request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String raw = URI.create(request.getUrl()).getRawQuery();
        Stream.of(raw == null ? new String[0] : raw.split("&")).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        });
        return query;
    }

    private record Reply(int status, JsonObject body) {
        static Reply error(int status, String detail) {
            return new Reply(
                    status, Json.createObjectBuilder().add("detail", detail).build());
        }
    }

    private final class Answering implements ResponseDefinitionTransformerV2 {

        static final String NAME = "authentik";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            Reply reply = reply(request);
            if (!oldVersion) {
                faults.addAll(DESCRIPTION.faultsOfAnswer(
                        request.getMethod().getName(), path(request), reply.status(), reply.body()));
            }
            return aResponse()
                    .withStatus(reply.status())
                    .withHeader("Content-Type", "application/json")
                    .withBody(reply.body().toString())
                    .build();
        }
    }

    private Reply reply(Request request) {
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            return Reply.error(403, "Token invalid/expired");
        }
        String path = path(request);
        if (path.equals("/api/v3/core/users/me/")) {
            return new Reply(200, me());
        }
        if (path.equals("/api/v3/events/events/")) {
            return events(query(request));
        }
        if (path.startsWith(GROUPS)) {
            return groups(path, query(request));
        }
        if (users.stream().noneMatch(sight::sees)) {
            return Reply.error(403, "You do not have permission to perform this action.");
        }
        return path.equals("/api/v3/core/users/") ? list(query(request)) : detail(path);
    }

    private JsonObject me() {
        JsonArrayBuilder own = Json.createArrayBuilder();
        groups.of(OWNER.pk())
                .forEach(group -> own.add(
                        Json.createObjectBuilder().add("name", group.name()).add("pk", group.pk())));
        JsonObject user = Json.createObjectBuilder()
                .add("pk", OWNER.pk())
                .add("username", OWNER.username())
                .add("name", "Mailcloak")
                .add("is_active", true)
                .add("is_superuser", false)
                .add("groups", own)
                .add("roles", JsonValue.EMPTY_JSON_ARRAY)
                .add("email", "")
                .add("avatar", "https://sso.example/static/avatar.png")
                .add("uid", OWNER.uuid())
                .add("settings", JsonValue.EMPTY_JSON_OBJECT)
                .add("type", OWNER.type())
                .add("system_permissions", JsonValue.EMPTY_JSON_ARRAY)
                .build();
        return Json.createObjectBuilder().add("user", user).build();
    }

    private Reply detail(String path) {
        long pk = Long.parseLong(path.replaceAll(".*/(\\d+)/", "$1"));
        return users.stream()
                .filter(user -> user.pk() == pk && sight.sees(user))
                .findFirst()
                .map(user -> new Reply(200, oldVersion ? user.shownByOldVersion() : user.shown(Map.of())))
                .orElseGet(() -> Reply.error(404, "No User matches the given query."));
    }

    private Reply list(Map<String, List<String>> query) {
        List<String> asked = query.getOrDefault("groups_by_pk", List.of());
        if (!asked.stream().allMatch(groups::has)) {
            JsonArrayBuilder fault = Json.createArrayBuilder().add("Select a valid choice.");
            return new Reply(
                    400, Json.createObjectBuilder().add("groups_by_pk", fault).build());
        }
        Set<Long> inGroups = groups.usersOf(asked);
        List<StoredUser> seen = users.stream()
                .filter(sight::sees)
                .filter(user -> asked.isEmpty() || inGroups.contains(user.pk()))
                .toList();
        boolean lost = query.containsKey("attributes") && !attributesWork;
        List<StoredUser> found = new UserFilters(query).apply(lost ? List.of() : seen);
        Optional<FakePage> page = FakePage.of(query, found.size(), pageCap);
        if (page.isEmpty()) {
            return Reply.error(404, "Invalid page.");
        }
        Map<String, String> single = new LinkedHashMap<>();
        query.forEach((name, values) -> single.put(name, values.get(0)));
        List<JsonObject> results = page.get().cut(found).stream()
                .map(user -> oldVersion ? user.shownByOldVersion() : user.shown(single))
                .toList();
        afterPage.getAndSet(() -> {}).run();
        return new Reply(200, page.get().shown(results));
    }

    private Reply listGroups(Map<String, List<String>> query) {
        List<StoredGroup> found = groups.found(query);
        Optional<FakePage> page = FakePage.of(query, found.size(), pageCap);
        if (page.isEmpty()) {
            return Reply.error(404, "Invalid page.");
        }
        List<JsonObject> results =
                page.get().cut(found).stream().map(groups::shown).toList();
        afterPage.getAndSet(() -> {}).run();
        return new Reply(200, page.get().shown(results));
    }

    private Reply groups(String path, Map<String, List<String>> query) {
        if (groups.isNoneSeen()) {
            return Reply.error(403, "You do not have permission to perform this action.");
        }
        if (path.equals(GROUPS)) {
            return listGroups(query);
        }
        String pk = path.substring(GROUPS.length(), path.length() - 1);
        return groups.detail(pk)
                .map(group -> new Reply(200, group))
                .orElseGet(() -> Reply.error(404, "No Group matches the given query."));
    }
}
