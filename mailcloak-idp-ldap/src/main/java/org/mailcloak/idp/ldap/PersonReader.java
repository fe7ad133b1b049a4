package org.mailcloak.idp.ldap;

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
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;

/** Reads an account from its entry. */
final class PersonReader {

    /** The one binary id in use: a UUID whose first three numbers begin with their last octet. */
    private static final String OBJECT_GUID = "objectGUID";

    private static final int UUID_OCTETS = 16;

    private final Layout layout;
    private final InstantSource clock;

    PersonReader(Layout layout, InstantSource clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** Whether the account logs in with that name. Letter case is not distinguished, and nothing else is folded. */
    boolean isNamed(Entry entry, String login) {
        String wanted = nameKey(login);
        return names(entry).stream().anyMatch(name -> nameKey(name).equals(wanted));
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

    /** @throws UnavailableException if the entry lacks what every account has: it is not shown whole */
    Identity read(Entry entry, Set<String> groups) throws UnavailableException {
        List<EmailAddress> addresses = new ArrayList<>(addresses(entry));
        Optional<EmailAddress> primary = addresses.stream().findFirst();
        return new Identity(
                id(entry),
                required(entry, layout.logins().get(0)),
                primary,
                Set.copyOf(addresses.subList(primary.isPresent() ? 1 : 0, addresses.size())),
                state(entry),
                groups);
    }

    /** The strictest of what the attributes say. */
    private AccountState state(Entry entry) throws UnavailableException {
        AccountState strictest = layout.rules().state(true, name -> values(entry, name));
        for (Lock lock : layout.locks()) {
            strictest = Lock.stricter(strictest, lock.state(values(entry, lock.attribute()), clock.instant()));
        }
        return strictest;
    }

    private String id(Entry entry) throws UnavailableException {
        byte[] octets = entry.getAttributeValueBytes(layout.id());
        return layout.id().equalsIgnoreCase(OBJECT_GUID) && octets != null && octets.length == UUID_OCTETS
                ? guid(octets).toString()
                : required(entry, layout.id());
    }

    private static UUID guid(byte[] octets) {
        ByteBuffer little = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        long first = Integer.toUnsignedLong(little.getInt());
        long second = Short.toUnsignedLong(little.getShort());
        long third = Short.toUnsignedLong(little.getShort());
        long rest = little.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << 32 | second << 16 | third, rest);
    }

    private static String required(Entry entry, String name) throws UnavailableException {
        return values(entry, name).stream()
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElseThrow(() -> UnavailableException.unclear("an entry has no " + name
                        + ": an access rule hides it from bind_dn, or user_filter fits more than people"));
    }

    private static List<String> values(Entry entry, String name) {
        String[] values = entry.getAttributeValues(name);
        return values == null ? List.of() : List.of(values);
    }
}
