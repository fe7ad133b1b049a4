package org.mailcloak.attributes;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.MailGroup.Posting;
import org.mailcloak.idp.MailGroup.SendAs;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;

/**
 * Reads a group's attributes as the operator said: its address, who may post, who may send as it. Immutable.
 *
 * @param addressAttribute holds the addresses of a group
 * @param addressDomain completes the name of a group without that attribute to its address
 * @param postingAttribute says who may post: {@code anyone}, {@code domain}, {@code members}, {@code senders}, and named
 *     senders
 * @param posting for a group without it
 * @param sendAsAttribute says who may send as the group: {@code members} or {@code none}
 * @param sendAs for a group without it
 */
public record GroupRules(
        Optional<String> addressAttribute,
        Optional<MailDomain> addressDomain,
        Optional<String> postingAttribute,
        Posting posting,
        Optional<String> sendAsAttribute,
        SendAs sendAs) {

    private static final String ADDRESS = "group_address_attribute";
    private static final String DOMAIN = "group_address_domain";
    private static final String POSTING = "group_posting_attribute";
    private static final String POSTING_DEFAULT = "group_posting";
    private static final String SEND_AS = "group_send_as_attribute";
    private static final String SEND_AS_DEFAULT = "group_send_as";

    public GroupRules {
        requireNonNull(addressAttribute, "addressAttribute");
        requireNonNull(addressDomain, "addressDomain");
        requireNonNull(postingAttribute, "postingAttribute");
        requireNonNull(posting, "posting");
        requireNonNull(sendAsAttribute, "sendAsAttribute");
        requireNonNull(sendAs, "sendAs");
    }

    /** What a provider adds to its own settings, for {@link #from}. */
    public static List<Setting> settings() {
        return List.of(
                Setting.optional(
                        ADDRESS,
                        Setting.Kind.TEXT,
                        "An attribute of groups with their mail addresses; such a group is a distribution list."),
                Setting.optional(
                        DOMAIN,
                        Setting.Kind.TEXT,
                        "A mail domain: a group without that attribute has the address NAME@ this domain."),
                Setting.optional(
                        POSTING,
                        Setting.Kind.TEXT,
                        "An attribute of groups that says who may post: anyone, domain, members, senders, or addresses"
                                + " and logins."),
                Setting.optional(
                        POSTING_DEFAULT,
                        Setting.Kind.TEXT,
                        "Who may post to a group without it: anyone, domain, members or senders. Without it: domain."),
                Setting.optional(
                        SEND_AS,
                        Setting.Kind.TEXT,
                        "An attribute of groups that says who may send as their addresses: members or none."),
                Setting.optional(
                        SEND_AS_DEFAULT,
                        Setting.Kind.TEXT,
                        "Who may send as a group without it: members or none. Without it: none."));
    }

    /**
     * Reads {@link #settings()}.
     *
     * @return empty if groups have no addresses
     * @throws ProviderConfigException if a value is not of its kind, or one has no effect without another
     */
    public static Optional<GroupRules> from(ProviderConfig config) {
        GroupRules rules = new GroupRules(
                config.text(ADDRESS),
                config.text(DOMAIN).map(GroupRules::domain),
                config.text(POSTING),
                config.text(POSTING_DEFAULT)
                        .map(text -> word(POSTING_DEFAULT, text, Posting.values()))
                        .orElse(Posting.DOMAIN),
                config.text(SEND_AS),
                config.text(SEND_AS_DEFAULT)
                        .map(text -> word(SEND_AS_DEFAULT, text, SendAs.values()))
                        .orElse(SendAs.NONE));
        if (rules.addressAttribute.isPresent() || rules.addressDomain.isPresent()) {
            return Optional.of(rules);
        }
        for (String key : List.of(POSTING, POSTING_DEFAULT, SEND_AS, SEND_AS_DEFAULT)) {
            if (config.text(key).isPresent()) {
                throw new ProviderConfigException(key + " is of no use: neither " + ADDRESS + " nor " + DOMAIN
                        + " is set, so no group has an address");
            }
        }
        return Optional.empty();
    }

    private static MailDomain domain(String text) {
        return MailDomain.parse(text)
                .orElseThrow(
                        () -> new ProviderConfigException(DOMAIN + ": expected a mail domain, found \"" + text + '"'));
    }

    private static <E extends Enum<E>> E word(String key, String text, E[] words) {
        return find(text, words)
                .orElseThrow(() -> new ProviderConfigException(key + ": expected "
                        + List.of(words).toString().toLowerCase(Locale.ROOT) + ", found \"" + text + '"'));
    }

    private static <E extends Enum<E>> Optional<E> find(String text, E[] words) {
        for (E word : words) {
            if (word.name().equalsIgnoreCase(text.strip())) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** Those of the settings that hold the name of an attribute: which names there can be is the provider's to say. */
    public static List<String> nameKeys() {
        return List.of(ADDRESS, POSTING, SEND_AS);
    }

    /** The attributes that are looked at. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        addressAttribute.ifPresent(names::add);
        postingAttribute.ifPresent(names::add);
        sendAsAttribute.ifPresent(names::add);
        return names;
    }

    /** The name of the group that would have the address by its name; empty if the naming rule gives none. */
    public Optional<String> named(EmailAddress address) {
        return addressDomain.filter(address.domain()::equals).map(domain -> address.localPart());
    }

    /** Whether the group has the address. A value that is no address equals nothing. */
    public boolean has(EmailAddress address, String groupName, AttributeValues values) {
        List<String> addresses = addressAttribute.map(values::of).orElse(List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
        if (!addresses.isEmpty()) {
            return addresses.stream().anyMatch(value -> isAddress(value.strip(), address));
        }
        return addressDomain
                .filter(domain -> isAddress(groupName + "@" + domain.name(), address))
                .isPresent();
    }

    private static boolean isAddress(String text, EmailAddress address) {
        return EmailAddress.parse(text).filter(address::equals).isPresent();
    }

    /**
     * Returns the group with its rules. Of several that are named the strictest holds; named senders alone mean no
     * other sender.
     */
    public MailGroup group(GroupKey key, EmailAddress address, List<Account> members, AttributeValues values) {
        return group(key, address, members, Set.of(), values);
    }

    /** The same with members that are addresses and no accounts. */
    public MailGroup group(
            GroupKey key,
            EmailAddress address,
            List<Account> members,
            Set<EmailAddress> contacts,
            AttributeValues values) {
        List<Posting> said = new ArrayList<>();
        Set<String> senders = new LinkedHashSet<>();
        for (String value : texts(postingAttribute, values)) {
            find(value, Posting.values()).ifPresentOrElse(said::add, () -> senders.add(value));
        }
        Posting strictest = said.stream().max(Enum::compareTo).orElse(senders.isEmpty() ? posting : Posting.SENDERS);
        return new MailGroup(key.id(), key.name(), address, members, strictest, senders, sendAs(values), contacts);
    }

    private SendAs sendAs(AttributeValues values) {
        Set<String> said = texts(sendAsAttribute, values);
        if (said.isEmpty()) {
            return sendAs;
        }
        return said.stream().allMatch(value -> find(value, SendAs.values()).equals(Optional.of(SendAs.MEMBERS)))
                ? SendAs.MEMBERS
                : SendAs.NONE;
    }

    private static Set<String> texts(Optional<String> attribute, AttributeValues values) {
        return attribute.map(values::of).orElse(List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Which group it is.
     *
     * @param id the provider's own
     */
    public record GroupKey(String id, String name) {}
}
