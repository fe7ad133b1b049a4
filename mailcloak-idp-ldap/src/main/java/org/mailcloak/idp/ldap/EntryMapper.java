package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/** Reads an account from its entry. */
final class EntryMapper {

    /** The one binary id in use: a UUID whose first three numbers begin with their last byte. */
    private static final String OBJECT_GUID = "objectGUID";

    private static final int UUID_BYTES = 16;

    /** Login names and addresses of one account. */
    private static final int MAX_VALUES = 1000;

    private final SchemaMapping layout;
    private final InstantSource clock;

    EntryMapper(SchemaMapping layout, InstantSource clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** Whether the account logs in with that name. Letter case is not distinguished, and nothing else is folded. */
    boolean isNamed(Entry entry, String login) {
        String wanted = nameKey(login);
        return names(entry).stream().anyMatch(name -> nameKey(name).equals(wanted));
    }

    /** Returns whether the entry has a login name. An entry without one is an address book's, and no account. */
    boolean hasLogin(Entry entry) {
        return layout.logins().stream()
                .anyMatch(name -> values(entry, name).stream().anyMatch(value -> !value.isBlank()));
    }

    /** Counted before one of them is read. */
    boolean hasTooMany(Entry entry) {
        return Stream.concat(
                                layout.logins().stream(),
                                layout.addresses().stream().map(AddressAttribute::name))
                        .distinct()
                        .mapToInt(name -> size(entry.getAttribute(name)))
                        .sum()
                > MAX_VALUES;
    }

    private static int size(@Nullable Attribute attribute) {
        return attribute == null ? 0 : attribute.size();
    }

    /** @throws LdapUnavailableException if the entry has more names and addresses than any account */
    void checkSize(Entry entry) throws LdapUnavailableException {
        if (hasTooMany(entry)) {
            throw LdapUnavailableException.tooLarge(
                    "an entry has more than " + MAX_VALUES + " login names and addresses: " + entry.getDN());
        }
    }

    /** The form in which names are compared. */
    static String nameKey(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Every name that the account logs in with. */
    Set<String> names(Entry entry) {
        Set<String> names = new LinkedHashSet<>();
        layout.logins().forEach(attribute -> names.addAll(values(entry, attribute)));
        return names;
    }

    /** All addresses, in the order of the attributes; the primary one first. */
    Set<EmailAddress> addresses(Entry entry) {
        Set<EmailAddress> all = new LinkedHashSet<>();
        layout.addresses().forEach(attribute -> all.addAll(attribute.of(entry)));
        return all;
    }

    /** The names with which the account logs in beside the one that it is known by, in lower case. */
    List<String> furtherLogins(Entry entry) {
        return layout.logins().stream()
                .flatMap(name -> values(entry, name).stream())
                .skip(1)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** @throws LdapUnavailableException if the entry lacks what every account has: it is not shown whole */
    Account read(Entry entry) throws LdapUnavailableException {
        checkSize(entry);
        List<EmailAddress> addresses = new ArrayList<>(addresses(entry));
        Optional<EmailAddress> primary = addresses.stream().findFirst();
        return Account.builder(id(entry), required(entry, layout.logins().get(0)))
                .primaryAddress(primary)
                .aliasAddresses(Set.copyOf(addresses.subList(primary.isPresent() ? 1 : 0, addresses.size())))
                .state(state(entry))
                .scope(scope(entry))
                .build();
    }

    /** The strictest of what the attributes say. */
    private AccountState state(Entry entry) throws LdapUnavailableException {
        AccountState strictest = layout.rules().state(true, name -> values(entry, name));
        for (LockAttribute lock : layout.locks()) {
            strictest = LockAttribute.stricter(strictest, lock.state(values(entry, lock.attribute()), clock.instant()));
        }
        return strictest;
    }

    private AccountScope scope(Entry entry) throws LdapUnavailableException {
        return layout.rules()
                .scope(name -> values(entry, name))
                .orElseThrow(() -> LdapUnavailableException.unclear(
                        "an entry has a value in account_scope_attribute that is not one of its values"));
    }

    private String id(Entry entry) throws LdapUnavailableException {
        byte[] bytes = entry.getAttributeValueBytes(layout.id());
        return layout.id().equalsIgnoreCase(OBJECT_GUID) && bytes != null && bytes.length == UUID_BYTES
                ? guid(bytes).toString()
                : required(entry, layout.id());
    }

    private static UUID guid(byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long first = Integer.toUnsignedLong(little.getInt());
        long second = Short.toUnsignedLong(little.getShort());
        long third = Short.toUnsignedLong(little.getShort());
        long rest = little.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << 32 | second << 16 | third, rest);
    }

    private static String required(Entry entry, String name) throws LdapUnavailableException {
        return values(entry, name).stream()
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElseThrow(() -> LdapUnavailableException.unclear("an entry has no " + name
                        + ": an access rule hides it from bind_dn, or user_filter fits more than people"));
    }

    private static List<String> values(Entry entry, String name) {
        String[] values = entry.getAttributeValues(name);
        return values == null ? List.of() : List.of(values);
    }
}
