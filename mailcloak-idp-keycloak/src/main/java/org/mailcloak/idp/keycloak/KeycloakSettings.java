package org.mailcloak.idp.keycloak;

import static org.mailcloak.idp.ProviderConfig.required;

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
 * @param realm the realm's name
 * @param verifiedOnly whether an unverified primary address counts as none
 * @param events whether the realm's events are read
 * @param lists which groups are distribution lists; empty: none
 */
record KeycloakSettings(
        RequestUrl base,
        String realm,
        String clientId,
        Secret clientSecret,
        AttributeRules rules,
        boolean verifiedOnly,
        boolean events,
        Optional<GroupRules> lists,
        HttpSettings http) {

    private static final String BASE_URL = "base_url";
    private static final String REALM = "realm";
    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";
    private static final String VERIFIED = "require_verified_email";
    private static final String GROUPS = "groups";
    private static final String EVENTS = "events";

    static List<Setting> declared() {
        List<Setting> settings = new ArrayList<>(List.of(
                Setting.required(BASE_URL, Kind.URL, "The address of the server, with the path it is mounted at."),
                Setting.required(REALM, Kind.TEXT, "The realm whose users send and receive mail."),
                Setting.required(
                        CLIENT_ID,
                        Kind.TEXT,
                        "A confidential client with a service account that has the role view-users of realm-management."),
                Setting.required(CLIENT_SECRET, Kind.SECRET, "The client's secret."),
                Setting.optional(
                        VERIFIED, Kind.FLAG, "Whether a primary address that was never verified counts as none."),
                Setting.optional(GROUPS, Kind.FLAG, "Without effect: no rule reads the groups of an account."),
                Setting.optional(
                        EVENTS,
                        Kind.FLAG,
                        "Whether the realm's events are read once a second, so that changes take effect at once. Without it:"
                                + " true, if the realm records them and the client has the role view-events.")));
        settings.addAll(AttributeRules.settings());
        settings.addAll(GroupRules.settings());
        settings.addAll(HttpSettings.settings());
        return List.copyOf(settings);
    }

    /** @throws ProviderConfigException if settings contradict each other */
    static KeycloakSettings from(ProviderConfig config) {
        return new KeycloakSettings(
                RequestUrl.base(required(BASE_URL, config.url(BASE_URL))),
                realm(required(REALM, config.text(REALM))),
                required(CLIENT_ID, config.text(CLIENT_ID)),
                required(CLIENT_SECRET, config.secret(CLIENT_SECRET)),
                rules(config),
                config.flag(VERIFIED, false),
                config.flag(EVENTS, true),
                lists(config),
                HttpSettings.from(config));
    }

    private static String realm(String name) {
        if (name.equals(".") || name.equals("..")) {
            throw new ProviderConfigException(REALM + ": expected the name of a realm, found \"" + name + '"');
        }
        return name;
    }

    /** A name stands in a query as {@code name:"value"}: it holds nothing that would end it there. */
    private static AttributeRules rules(ProviderConfig config) {
        checkNames(config, AttributeRules.nameKeys());
        return AttributeRules.from(config);
    }

    private static Optional<GroupRules> lists(ProviderConfig config) {
        checkNames(config, GroupRules.nameKeys());
        return GroupRules.from(config);
    }

    private static void checkNames(ProviderConfig config, List<String> keys) {
        keys.forEach(key -> config.text(key).ifPresent(name -> checkName(key, name)));
    }

    private static void checkName(String key, String name) {
        if (!name.matches("[^\\s:\"\\\\\\p{Cntrl}]{2,255}")) {
            throw new ProviderConfigException(key + ": expected the name of an attribute, 2 to 255 characters without"
                    + " blanks, colons, quotes and backslashes, found \"" + name + '"');
        }
    }
}
