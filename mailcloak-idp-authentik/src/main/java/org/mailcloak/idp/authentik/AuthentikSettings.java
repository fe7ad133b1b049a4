package org.mailcloak.idp.authentik;

import static org.mailcloak.idp.ProviderConfig.required;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.http.HttpSettings;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * What the operator configured.
 *
 * @param base the address of the server, with the path that it is mounted at
 * @param encrypted whether requests go by TLS
 * @param token the key of an API token
 * @param events whether authentik's events are read
 * @param lists which groups are distribution lists; empty: none
 */
record AuthentikSettings(
        RequestUrl base,
        boolean encrypted,
        Secret token,
        AttributeRules attributes,
        boolean events,
        Optional<GroupRules> lists,
        HttpSettings http) {

    private static final String BASE_URL = "base_url";
    private static final String API_TOKEN = "api_token";
    private static final String ALIASES = "alias_attribute";
    private static final String EVENTS = "events";
    private static final String GROUP_ADDRESSES = "group_address_attribute";

    /** RFC 6750 section 2.1. */
    private static final String BEARER = "[A-Za-z0-9._~+/-]+=*";

    static List<Setting> declared() {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.required(
                BASE_URL, Kind.URL, "The address of the server, with the path that it is mounted at, if any."));
        settings.add(Setting.required(
                API_TOKEN,
                Kind.SECRET,
                "A token, of the intent API, of a service account whose role has the global permission"
                        + " authentik_core.view_user."));
        settings.add(Setting.optional(
                EVENTS,
                Kind.FLAG,
                "Whether authentik's events are read every three seconds, so that most changes take effect at once. Without"
                        + " it: true, if the role has the permission authentik_events.view_event."));
        settings.addAll(AttributeRules.settings());
        settings.addAll(GroupRules.settings());
        settings.addAll(HttpSettings.settings());
        return List.copyOf(settings);
    }

    /** @throws ProviderConfigException if a value cannot be used, or settings contradict each other */
    static AuthentikSettings from(ProviderConfig config) {
        URI url = required(BASE_URL, config.url(BASE_URL));
        AttributeRules attributes = AttributeRules.from(config);
        checkFiltered(ALIASES, attributes.aliasAttribute());
        Optional<GroupRules> lists = GroupRules.from(config);
        checkFiltered(GROUP_ADDRESSES, lists.flatMap(GroupRules::addressAttribute));
        return new AuthentikSettings(
                base(url),
                "https".equalsIgnoreCase(url.getScheme()),
                token(required(API_TOKEN, config.secret(API_TOKEN))),
                attributes,
                config.flag(EVENTS, true),
                lists,
                HttpSettings.from(config));
    }

    private static RequestUrl base(URI url) {
        RequestUrl base = RequestUrl.base(url);
        if (base.toUri().getRawPath().endsWith("/api/v3")) {
            throw new ProviderConfigException(BASE_URL + ": expected the server's address without /api/v3");
        }
        return base;
    }

    private static Secret token(Secret token) {
        if (!token.reveal().matches(BEARER)) {
            throw new ProviderConfigException(
                    API_TOKEN + ": expected the key of a token: letters, digits and -._~+/ without blanks");
        }
        return token;
    }

    /**
     * The name stands in a filter as {@code name__icontains}, which Django splits at each double underscore; a number
     * would be the place in a list.
     */
    private static void checkFiltered(String key, Optional<String> name) {
        if (name.isPresent() && (name.get().contains("__") || name.get().matches(".*_|\\d+|.*\\p{Cntrl}.*"))) {
            throw new ProviderConfigException(key + ": expected the name of an attribute that is no number, holds no"
                    + " double underscore and does not end in one, found \"" + name.get() + '"');
        }
    }
}
