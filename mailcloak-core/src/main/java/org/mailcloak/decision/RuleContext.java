package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;

/** What the rules ask, with the operator's choices applied. */
final class RuleContext {

    private final LocalDomains domains;
    private final MailStore store;
    private final IdentityProvider provider;
    private final AddressReader reader;
    private final Bindings bindings;
    private final boolean loginIsAddress;

    RuleContext(PolicyRules rules, LookupSources directory) {
        this.domains = rules.localDomains(directory.store());
        this.store = directory.store();
        this.provider = directory.provider();
        this.reader = new AddressReader(rules.recipientDelimiter());
        this.bindings = new Bindings(rules.site().providerId(), directory.binder());
        this.loginIsAddress = rules.site().loginIsAddress();
    }

    /** A sender. */
    AddressInterpretations read(String address) {
        return reader.read(address, domains);
    }

    AddressInterpretations readRecipient(String address) {
        return reader.readRecipient(address, domains);
    }

    boolean isLocal(MailDomain domain) {
        return domains.contains(domain);
    }

    boolean isLocal(EmailAddress address) {
        return isLocal(address.domain());
    }

    /** The address without its extension, if it has one. */
    Optional<EmailAddress> withoutExtension(EmailAddress address) {
        return reader.withoutExtension(address);
    }

    /** With its delimiter. */
    String extension(EmailAddress address) {
        return reader.extension(address);
    }

    /** Returns the alias of an address as it stands, active or not. */
    Optional<Alias> alias(EmailAddress address) {
        return store.findAlias(address);
    }

    /** Returns the catch-all that is active in a domain. */
    Optional<Alias> catchAll(MailDomain domain) {
        return store.findCatchAll(domain);
    }

    /** Whether an alias could take the mail; if not, the provider need not be asked. */
    boolean mayBeForwarded(EmailAddress address) {
        Optional<Alias> exact = alias(address);
        return exact.isPresent()
                ? exact.get().enabled()
                : withoutExtension(address)
                                .flatMap(this::alias)
                                .filter(Alias::enabled)
                                .isPresent()
                        || catchAll(address.domain()).isPresent();
    }

    /** The owners of an address as it stands. */
    LookupResult owners(EmailAddress address) {
        try {
            return provider.findByAddress(address);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    /** Whether any group may have an address; if not, the provider need not be asked for one. */
    boolean hasGroups() {
        return provider.groups().isPresent();
    }

    /** The group that has a local address as it stands; of use only where no alias and no account has it. */
    GroupLookup group(EmailAddress address) {
        Optional<GroupDirectory> groups = provider.groups();
        if (groups.isEmpty() || !isLocal(address.domain())) {
            return GroupLookup.notFound();
        }
        try {
            return groups.get().findGroupByAddress(address);
        } catch (RuntimeException defect) {
            return GroupLookup.unavailable("the provider threw " + defect);
        }
    }

    /** Whether the account itself is in the group, or a contact of the group is an address that it has here. */
    boolean isMember(Account account, MailGroup group) {
        return group.includes(account) || localContacts(group).anyMatch(account::owns);
    }

    /** The contacts of a group that are addresses here. */
    Stream<EmailAddress> localContacts(MailGroup group) {
        return group.contacts().stream().filter(this::isLocal).map(this::canonical);
    }

    /** The same address in the domain that its own one stands for. */
    EmailAddress canonical(EmailAddress address) {
        Optional<MailDomain> target = standsFor(address.domain());
        return target.isPresent() ? new EmailAddress(address.localPart(), target.get()) : address;
    }

    /** The domain that this one is an alias of. */
    Optional<MailDomain> standsFor(MailDomain domain) {
        return store.findDomainAlias(domain);
    }

    /** Where mail for unknown addresses of a domain goes; empty: they are refused. */
    Optional<String> unknownHost(MailDomain domain) {
        return store.findUnknownHost(domain);
    }

    Bindings bindings() {
        return bindings;
    }

    Optional<App> app(String id) {
        return id.isEmpty() ? Optional.empty() : store.findApp(id);
    }

    List<String> appsSendingAs(EmailAddress address) {
        return store.findAppsBySender(address);
    }

    /** Who has logged in by a name; one that is no login may be the primary address of one account. */
    LookupResult user(String login) {
        if (login.isEmpty()) {
            return LookupResult.notFound();
        }
        LookupResult byName = named(login);
        return byName instanceof LookupResult.NotFound && loginIsAddress && login.indexOf('@') > 0
                ? EmailAddress.parse(login)
                        .map(this::canonical)
                        .map(this::withPrimary)
                        .orElse(byName)
                : byName;
    }

    private LookupResult named(String login) {
        try {
            return provider.findByLogin(login);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    private LookupResult withPrimary(EmailAddress address) {
        return owners(address) instanceof LookupResult.Found found
                ? LookupResult.of(found.accounts().stream()
                        .filter(owner ->
                                owner.primaryAddress().filter(address::equals).isPresent())
                        .toList())
                : owners(address);
    }

    /** The account of a login name, for mail to it. */
    LookupResult recipient(String login) {
        if (login.isEmpty()) {
            return LookupResult.notFound();
        }
        try {
            return provider.findRecipient(login);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    /** A provider that throws counts as unavailable (see the contract of {@link IdentityProvider}). */
    private static LookupResult thrown(RuntimeException defect) {
        return LookupResult.unavailable("the provider threw " + defect);
    }
}
