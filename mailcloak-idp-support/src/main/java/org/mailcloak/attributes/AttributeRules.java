package org.mailcloak.attributes;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;

/**
 * Reads an account's attributes as the operator said. Values are compared without regard to letter case, to blanks around
 * them and to invisible characters; a blank value counts as none. If several say something different, the strictest holds.
 * Immutable.
 *
 * @param aliasAttribute holds further addresses of the account
 * @param sendAllowedAttribute says whether the account may send
 * @param sendAllowedWhenAbsent whether an account without that attribute may send
 * @param statusAttribute says what the account may do
 * @param sendBlocked its values that mean {@link AccountState#SEND_BLOCKED}
 * @param disabled its values that mean {@link AccountState#DISABLED}
 * @param scopeAttribute says to whom the account may write
 */
public record AttributeRules(
        Optional<String> aliasAttribute,
        Optional<String> sendAllowedAttribute,
        boolean sendAllowedWhenAbsent,
        Optional<String> statusAttribute,
        Set<String> sendBlocked,
        Set<String> disabled,
        Optional<String> scopeAttribute) {

    private static final String ALIASES = "alias_attribute";
    private static final String SEND_ALLOWED = "send_allowed_attribute";
    private static final String SEND_ALLOWED_WHEN_ABSENT = "send_allowed_when_absent";
    private static final String STATUS = "account_status_attribute";
    private static final String SEND_BLOCKED = "status_send_blocked";
    private static final String DISABLED = "status_disabled";
    private static final String SCOPE = "account_scope_attribute";

    /** What says that an account may not send. Any other value says that it may. */
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

    private static final Map<String, AccountScope> SCOPES = Map.of(
            "anywhere", AccountScope.ANYWHERE,
            "local_only", AccountScope.LOCAL_ONLY,
            "local-only", AccountScope.LOCAL_ONLY,
            "internal", AccountScope.LOCAL_ONLY);

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    public AttributeRules {
        requireNonNull(aliasAttribute, "aliasAttribute");
        requireNonNull(sendAllowedAttribute, "sendAllowedAttribute");
        requireNonNull(statusAttribute, "statusAttribute");
        sendBlocked = normalised(sendBlocked);
        disabled = normalised(disabled);
        requireNonNull(scopeAttribute, "scopeAttribute");
    }

    /** What a provider adds to its own settings, for {@link #from}. */
    public static List<Setting> settings() {
        return List.of(
                Setting.optional(
                        ALIASES,
                        Setting.Kind.TEXT,
                        "An attribute with further addresses of the account; it may have several values."),
                Setting.optional(
                        SEND_ALLOWED,
                        Setting.Kind.TEXT,
                        "An attribute that says whether the account may send: with false, no, off or 0 it may not."),
                Setting.optional(
                        SEND_ALLOWED_WHEN_ABSENT,
                        Setting.Kind.FLAG,
                        "Whether an account may send that lacks the attribute above. Without it: true."),
                Setting.optional(
                        STATUS, Setting.Kind.TEXT, "An attribute that says what the account may do; see its values."),
                Setting.optional(
                        SEND_BLOCKED, Setting.Kind.LIST, "Values that mean: may log in and receive, but not send."),
                Setting.optional(DISABLED, Setting.Kind.LIST, "Values that mean: may do nothing."),
                Setting.optional(
                        SCOPE,
                        Setting.Kind.TEXT,
                        "An attribute that says to whom the account may write: local_only, local-only or internal: to"
                                + " local domains only; anywhere, or no value: to everybody."));
    }

    /**
     * Reads {@link #settings()}.
     *
     * @throws ProviderConfigException if one of them has no effect without another one that is missing
     */
    public static AttributeRules from(ProviderConfig config) {
        AttributeRules rules = new AttributeRules(
                config.text(ALIASES),
                config.text(SEND_ALLOWED),
                config.flag(SEND_ALLOWED_WHEN_ABSENT, true),
                config.text(STATUS),
                Set.copyOf(config.list(SEND_BLOCKED)),
                Set.copyOf(config.list(DISABLED)),
                config.text(SCOPE));
        rules.check();
        return rules;
    }

    private void check() {
        boolean hasStatusValues = !sendBlocked.isEmpty() || !disabled.isEmpty();
        if (statusAttribute.isEmpty() && hasStatusValues) {
            throw new ProviderConfigException(
                    SEND_BLOCKED + " and " + DISABLED + " are values of " + STATUS + ", which is not set");
        }
        if (statusAttribute.isPresent() && !hasStatusValues) {
            throw new ProviderConfigException(STATUS + " is set, but neither " + SEND_BLOCKED + " nor " + DISABLED
                    + " says what its values mean");
        }
        if (sendAllowedAttribute.isEmpty() && !sendAllowedWhenAbsent) {
            throw new ProviderConfigException(
                    SEND_ALLOWED_WHEN_ABSENT + " is false, but " + SEND_ALLOWED + " is not set: nobody could send");
        }
    }

    /** Those of the settings that hold the name of an attribute: which names there can be is the provider's to say. */
    public static List<String> nameKeys() {
        return List.of(ALIASES, SEND_ALLOWED, STATUS, SCOPE);
    }

    /** The attributes that are looked at, in the order of the settings; may be empty. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        aliasAttribute.ifPresent(names::add);
        sendAllowedAttribute.ifPresent(names::add);
        statusAttribute.ifPresent(names::add);
        scopeAttribute.ifPresent(names::add);
        return names;
    }

    /** The further addresses of the account. A value that is no address equals nothing and is left out. */
    public Set<EmailAddress> aliases(AttributeValues values) {
        return aliasAttribute.map(values::of).orElse(List.of()).stream()
                .flatMap(value -> EmailAddress.parse(value.strip()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param enabled what the provider itself says about the account */
    public AccountState state(boolean enabled, AttributeValues values) {
        if (!enabled) {
            return AccountState.DISABLED;
        }
        Set<String> status = normalised(statusAttribute.map(values::of).orElse(List.of()));
        if (status.stream().anyMatch(disabled::contains)) {
            return AccountState.DISABLED;
        }
        boolean blocked = status.stream().anyMatch(sendBlocked::contains)
                || !sendAllowedAttribute.map(values::of).map(this::maySend).orElse(true);
        return blocked ? AccountState.SEND_BLOCKED : AccountState.ACTIVE;
    }

    /**
     * To whom the account may write; empty if a value says neither: then the account is {@linkplain
     * org.mailcloak.idp.LookupResult#unclear unclear}, for a misspelt limit must not be none.
     */
    public Optional<AccountScope> scope(AttributeValues values) {
        AccountScope strictest = AccountScope.ANYWHERE;
        for (String value : normalised(scopeAttribute.map(values::of).orElse(List.of()))) {
            Optional<AccountScope> scope = Optional.ofNullable(SCOPES.get(value));
            if (scope.isEmpty()) {
                return scope;
            }
            strictest = scope.get() == AccountScope.LOCAL_ONLY ? AccountScope.LOCAL_ONLY : strictest;
        }
        return Optional.of(strictest);
    }

    private boolean maySend(List<String> values) {
        Set<String> said = normalised(values);
        return said.isEmpty() ? sendAllowedWhenAbsent : said.stream().noneMatch(FALSE::contains);
    }

    /**
     * Returns the value as directories compare text (RFC 4518): what looks like a value that blocks an account is one.
     */
    private static String normalised(String value) {
        String text = INVISIBLE
                .matcher(Normalizer.normalize(value, Normalizer.Form.NFKC))
                .replaceAll("");
        return BLANKS.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static Set<String> normalised(Collection<String> values) {
        return values.stream()
                .map(AttributeRules::normalised)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
