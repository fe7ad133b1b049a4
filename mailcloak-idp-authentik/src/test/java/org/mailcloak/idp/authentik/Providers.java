package org.mailcloak.idp.authentik;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;

/** Providers as a host makes them, and their answers in short. */
final class Providers {

    private static final Map<String, Object> FULL = Map.of(
            "alias_attribute", "mailAlias",
            "send_allowed_attribute", "maySend",
            "account_status_attribute", "status",
            "status_send_blocked", List.of("nosend"),
            "status_disabled", List.of("deleted"));

    private static final Map<String, Object> LISTS = Map.of(
            "group_address_attribute",
            "mail",
            "group_posting_attribute",
            "posting",
            "group_send_as_attribute",
            "sendAs");

    private Providers() {}

    static IdentityProvider at(URI url, Map<String, Object> more) {
        return new AuthentikIdentityProviderFactory().create(config(url, more));
    }

    static IdentityProvider plain(FakeAuthentik authentik) {
        return at(authentik.url(), Map.of());
    }

    /** With every attribute that can be named. */
    static IdentityProvider full(FakeAuthentik authentik) {
        return at(authentik.url(), FULL);
    }

    /** With every attribute that can be named, those of groups too. */
    static IdentityProvider withGroups(URI url, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(FULL);
        values.putAll(LISTS);
        values.putAll(more);
        return at(url, values);
    }

    static ProviderConfig config(URI url, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "base_url",
                url,
                "api_token",
                new Secret(FakeAuthentik.TOKEN),
                "call_timeout_seconds",
                Duration.ofSeconds(60),
                "response_timeout_seconds",
                Duration.ofSeconds(60)));
        values.putAll(more);
        return new ProviderConfig("authentik", Path.of("state.db"), values);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** The login names, or {@code nobody}, or {@code unavailable}. */
    static List<String> logins(LookupResult answer) {
        return answer.fold(
                found -> found.stream().map(Account::loginName).toList(),
                () -> List.of("nobody"),
                why -> List.of("unavailable"));
    }

    /** The login names of the members, or {@code nothing}, {@code broken} or {@code unavailable}. */
    static List<String> logins(GroupLookup answer) {
        return answer.fold(
                group -> group.members().stream().map(Account::loginName).toList(),
                () -> List.of("nothing"),
                why -> List.of("unavailable"),
                why -> List.of("broken"));
    }

    static String reason(GroupLookup answer) {
        return answer.fold(group -> "found", () -> "not found", why -> why, why -> why);
    }

    static String reason(LookupResult answer) {
        return answer.fold(found -> "found", () -> "not found", why -> why);
    }
}
