package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.ProviderConfig.required;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * Where people are in the directory, and what their attributes mean.
 *
 * @param logins attributes with the login name; the first one holds the name that the account is known by
 * @param addresses attributes with mail addresses, the one with the primary address first
 * @param id attribute with the immutable id
 * @param idleReferences whether references to other servers say nothing about people
 */
record SchemaMapping(
        DN base,
        SearchScope scope,
        Filter userFilter,
        List<String> logins,
        List<AddressAttribute> addresses,
        String id,
        List<LockAttribute> locks,
        AttributeRules rules,
        boolean idleReferences) {

    private static final String BASE_DN = "base_dn";
    private static final String SCOPE = "scope";
    private static final String USER_FILTER = "user_filter";
    private static final String LOGIN_ATTRIBUTE = "login_attribute";
    private static final String ADDRESS_ATTRIBUTES = "address_attributes";
    private static final String ID_ATTRIBUTE = "id_attribute";
    private static final String LOCK_ATTRIBUTES = "lock_attributes";

    static List<Setting> declared() {
        return List.of(
                Setting.required(BASE_DN, Kind.TEXT, "The entry below which the people are."),
                Setting.optional(
                        SCOPE, Kind.TEXT, "How far below it: sub, or one for its children only. Without it: sub."),
                Setting.optional(USER_FILTER, Kind.TEXT, "A filter (RFC 4515) that fits people and nothing else."),
                Setting.optional(
                        LOGIN_ATTRIBUTE,
                        Kind.LIST,
                        "The attribute with the login name, or several: the first is the name the account is known by."),
                Setting.optional(
                        ADDRESS_ATTRIBUTES, Kind.LIST, "The attributes with mail addresses, the primary one first."),
                Setting.optional(ID_ATTRIBUTE, Kind.TEXT, "The attribute with an id that never changes."),
                Setting.optional(
                        LOCK_ATTRIBUTES,
                        Kind.LIST,
                        "Attributes by which the directory itself says that an account is locked; [none] for none."));
    }

    /** @throws ProviderConfigException if a name, a filter or a DN is not valid */
    static SchemaMapping from(ProviderConfig config, PresetDefaults usual) {
        AttributeRules rules = AttributeRules.from(config);
        checkNames(config, AttributeRules.nameKeys());
        List<String> addressNames = new ArrayList<>(listOr(config, ADDRESS_ATTRIBUTES, usual.addresses()));
        rules.aliasAttribute()
                .filter(alias -> addressNames.stream().noneMatch(alias::equalsIgnoreCase))
                .ifPresent(addressNames::add);
        return new SchemaMapping(
                dn(BASE_DN, required(BASE_DN, config.text(BASE_DN))),
                scope(config.text(SCOPE).orElse("sub")),
                filter(config.text(USER_FILTER).orElse(usual.userFilter())),
                listOr(config, LOGIN_ATTRIBUTE, usual.logins()),
                addressNames.stream().map(AddressAttribute::new).toList(),
                attribute(ID_ATTRIBUTE, config.text(ID_ATTRIBUTE).orElse(usual.id())),
                locks(config, usual),
                rules,
                usual.idleReferences());
    }

    /** Returns a filter that fits every entry with a login name. */
    Filter hasLogin() {
        return Filter.createORFilter(
                logins.stream().map(Filter::createPresenceFilter).toList());
    }

    Filter hasAddress() {
        return Filter.createORFilter(addresses.stream()
                .map(address -> Filter.createPresenceFilter(address.name()))
                .toList());
    }

    /** Everything that is read of an account, operational attributes by their names (RFC 4511 section 4.5.1.8). */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(logins);
        names.add(id);
        addresses.forEach(address -> names.add(address.name()));
        names.addAll(rules.names());
        locks.forEach(lock -> names.add(lock.attribute()));
        return names;
    }

    /**
     * Returns why a directory that reports every change of these entries does not report every change of these
     * accounts; empty: it does.
     */
    Optional<String> changesUntold() {
        if (locks.stream().anyMatch(LockAttribute::isTimed)) {
            return Optional.of("an account whose accountExpires has come is locked without a change of its entry");
        }
        // OpenLDAP's overlay changes memberOf without reporting it.
        return userFilter.toNormalizedString().contains(GroupAttributes.MEMBER_OF.toLowerCase(Locale.ROOT))
                ? Optional.of("user_filter names memberOf, whose changes not every directory reports")
                : Optional.empty();
    }

    private static List<String> listOr(ProviderConfig config, String key, List<String> ifAbsent) {
        List<String> names = config.list(key).isEmpty() ? ifAbsent : config.list(key);
        return names.stream().map(name -> attribute(key, name)).distinct().toList();
    }

    private static List<LockAttribute> locks(ProviderConfig config, PresetDefaults usual) {
        List<String> names = config.list(LOCK_ATTRIBUTES);
        if (names.isEmpty()) {
            return usual.locks();
        }
        return names.equals(List.of("none"))
                ? List.of()
                : names.stream().map(SchemaMapping::lock).toList();
    }

    private static LockAttribute lock(String name) {
        return LockAttribute.named(name)
                .orElseThrow(() -> new ProviderConfigException(LOCK_ATTRIBUTES + ": expected some of "
                        + Stream.of(LockAttribute.values())
                                .map(LockAttribute::attribute)
                                .toList() + " or none, found \"" + name + '"'));
    }

    /** An attribute description of RFC 4512 section 2.5: {@code *} and {@code +} would ask for everything. */
    private static String attribute(String key, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.;-]*")) {
            throw new ProviderConfigException(
                    key + ": expected the name of an attribute, letters, digits and hyphens, found \"" + name + '"');
        }
        return name;
    }

    static void checkNames(ProviderConfig config, List<String> keys) {
        keys.forEach(key -> config.text(key).ifPresent(name -> attribute(key, name)));
    }

    static DN dn(String key, String text) {
        try {
            return new DN(text);
        } catch (LDAPException e) {
            throw new ProviderConfigException(key + ": expected a DN, found \"" + text + '"', e);
        }
    }

    private static Filter filter(String text) {
        try {
            return Filter.create(text);
        } catch (LDAPException e) {
            throw new ProviderConfigException(
                    USER_FILTER + ": expected a filter such as (objectClass=person), found \"" + text + "\" ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static SearchScope scope(String text) {
        if (text.equals("sub")) {
            return SearchScope.SUB;
        }
        if (text.equals("one")) {
            return SearchScope.ONE;
        }
        throw new ProviderConfigException(SCOPE + ": expected sub or one, found \"" + text + '"');
    }
}
