package org.mailcloak.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** A store made of a few lines in a test; holds enabled rows only, as the API answers. */
public class TableStore implements MailStore {

    private final TreeSet<MailDomain> domains = new TreeSet<>();
    private final Map<String, Alias> aliases = new HashMap<>();
    private final Map<String, App> apps = new HashMap<>();
    private final Map<MailDomain, MailDomain> domainAliases = new HashMap<>();
    private final Map<MailDomain, String> unknownHosts = new HashMap<>();
    private final Map<String, Certificate> certificates = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long generation;
    private boolean failing;

    public TableStore domain(String name) {
        domains.add(MailDomain.parse(name).orElseThrow());
        generation++;
        return this;
    }

    /** The address may be {@code @domain}. */
    public TableStore alias(String address, String login, String... also) {
        return put(new Alias(address, login, List.of(also), true));
    }

    /** An alias whose targets are bound to these accounts. */
    public TableStore bound(String address, Map<String, String> accounts, String login, String... also) {
        return put(new Alias(address, login, List.of(also), true, accounts, Optional.empty()));
    }

    public TableStore disabledAlias(String address, String login) {
        return put(new Alias(address, login, false));
    }

    /** Answered whatever the time is: the store in front of it has to look at the clock. */
    public TableStore expiringAlias(String address, String login, Instant expiresAt) {
        return put(new Alias(address, login, List.of(), true, Map.of(), Optional.of(expiresAt)));
    }

    private TableStore put(Alias alias) {
        aliases.put(AliasAddress.parse(alias.address()).orElseThrow().toString(), alias);
        generation++;
        return this;
    }

    public TableStore app(String id, boolean enabled, App.Sender... senders) {
        apps.put(id, new App(id, enabled, List.of(senders), Instant.EPOCH));
        generation++;
        return this;
    }

    public TableStore domainAlias(String name, String target) {
        domain(name);
        domainAliases.put(
                MailDomain.parse(name).orElseThrow(), MailDomain.parse(target).orElseThrow());
        return this;
    }

    public TableStore unknownHost(String domain, String nextHop) {
        unknownHosts.put(MailDomain.parse(domain).orElseThrow(), nextHop);
        generation++;
        return this;
    }

    public TableStore certificate(String fingerprint, String login, boolean enabled) {
        certificates.put(fingerprint, new Certificate(fingerprint, login, "", enabled));
        generation++;
        return this;
    }

    public void failing() {
        failing = true;
    }

    public void working() {
        failing = false;
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        ask("domain " + domain);
        return domains.contains(domain);
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        ask("first domain");
        return domains.isEmpty() ? Optional.empty() : Optional.of(domains.first());
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        ask("alias " + address);
        return Optional.ofNullable(aliases.get(address.toString()));
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        ask("catch-all " + domain);
        return Optional.ofNullable(aliases.get("@" + domain)).filter(Alias::enabled);
    }

    @Override
    public Optional<App> findApp(String id) {
        ask("app " + id);
        return Optional.ofNullable(apps.get(id));
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        ask("apps sending as " + sender);
        return apps.values().stream()
                .filter(app -> app.maySendAs(sender))
                .map(App::id)
                .sorted()
                .toList();
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        ask("domain alias " + domain);
        return Optional.ofNullable(domainAliases.get(domain));
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        ask("unknown host " + domain);
        return Optional.ofNullable(unknownHosts.get(domain));
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        ask("certificate " + fingerprint);
        return Certificate.normalForm(fingerprint).map(certificates::get);
    }

    @Override
    public long generation() {
        if (failing) {
            throw new StoreException("disk I/O error");
        }
        return generation;
    }

    @Override
    public void close() {
        failing = true;
    }

    private void ask(String question) {
        asked.add(question);
        if (failing) {
            throw new StoreException("disk I/O error");
        }
    }
}
