package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/**
 * A user, as far as it is needed.
 *
 * @param username in lower case, as Keycloak stores it
 * @param primary the address, unless it does not count because it was never verified
 * @param scope to whom the account may write; empty: its attribute says nothing that can be understood
 * @param federated whether the user comes from another directory
 * @param serviceAccount whether it stands for a client and not for a person
 */
record KeycloakUser(
        String id,
        String username,
        Optional<EmailAddress> primary,
        Set<EmailAddress> aliases,
        AccountState state,
        Optional<AccountScope> scope,
        boolean enabled,
        boolean federated,
        boolean serviceAccount) {

    /** Keycloak names the user that stands for a client so. */
    static final String SERVICE_ACCOUNT_PREFIX = "service-account-";

    /**
     * Reads a UserRepresentation. What a user does not have is absent there, never {@code null}.
     *
     * @throws org.mailcloak.http.UnexpectedBodyException if it is not one
     */
    static KeycloakUser of(JsonObjectReader user, KeycloakSettings settings) {
        Map<String, List<String>> attributes = attributes(user, settings.rules().names());
        String username = user.requiredText("username");
        boolean enabled = user.requiredFlag("enabled");
        boolean addressCounts =
                !settings.verifiedOnly() || user.flag("emailVerified").orElse(false);
        return new KeycloakUser(
                user.requiredText("id"),
                username,
                user.text("email").flatMap(EmailAddress::parse).filter(address -> addressCounts),
                settings.rules().aliases(name -> attributes.getOrDefault(name, List.of())),
                settings.rules().state(enabled, name -> attributes.getOrDefault(name, List.of())),
                settings.rules().scope(name -> attributes.getOrDefault(name, List.of())),
                enabled,
                user.text("federationLink").isPresent(),
                username.startsWith(SERVICE_ACCOUNT_PREFIX));
    }

    private static Map<String, List<String>> attributes(JsonObjectReader user, Set<String> names) {
        Optional<JsonObjectReader> attributes = user.object("attributes");
        return names.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> attributes.map(values -> values.texts(name)).orElse(List.of())));
    }

    /** Keycloak compares names without letter case; its database may go further, and drop accents. */
    boolean isNamed(String login) {
        return nameKey(username).equals(nameKey(login));
    }

    /** The form in which names are compared. */
    static String nameKey(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether {@code enabled} may say more about a directory that is down than about the user. */
    boolean mayBeDisabledByOutage() {
        return federated && !enabled;
    }

    /** Whether a look-up of the user is to be unclear, or may be unavailable. */
    boolean isDoubtful() {
        return scope.isEmpty() || mayBeDisabledByOutage();
    }

    /** @throws KeycloakUnavailableException if it cannot be determined to whom the account may write */
    Account account() throws KeycloakUnavailableException {
        AccountScope known = scope.orElseThrow(() -> KeycloakUnavailableException.unclear(
                "user " + id + " of Keycloak has a value in account_scope_attribute that is not one of its values"));
        return Account.builder(id, username)
                .primaryAddress(primary)
                .aliasAddresses(aliases)
                .state(state)
                .scope(known)
                .build();
    }
}
