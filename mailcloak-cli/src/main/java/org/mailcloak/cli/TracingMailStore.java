package org.mailcloak.cli;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.MailStore;

/** Notes every question to the database. */
final class TracingMailStore implements MailStore {

    private static final String SOURCE = "database";

    private final MailStore store;
    private final QueryTrace consultation;

    TracingMailStore(MailStore store, QueryTrace consultation) {
        this.store = store;
        this.consultation = consultation;
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        return consultation.ask(
                SOURCE,
                "is " + domain + " a local domain?",
                () -> store.isLocalDomain(domain),
                local -> local ? "yes" : "no");
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        return consultation.ask(
                SOURCE,
                "which is the first local domain?",
                store::firstLocalDomain,
                domain -> domain.map(MailDomain::name).orElse("there is none"));
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        return consultation.ask(
                SOURCE,
                "is " + address + " an alias?",
                () -> store.findAlias(address),
                alias -> alias.map(TracingMailStore::describe).orElse("no, or not in force"));
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        return consultation.ask(
                SOURCE,
                "is there a catch-all for " + domain + "?",
                () -> store.findCatchAll(domain),
                alias -> alias.map(TracingMailStore::describe).orElse("no, or not in force"));
    }

    @Override
    public Optional<App> findApp(String id) {
        return consultation.ask(
                SOURCE,
                "is there an application " + id + "?",
                () -> store.findApp(id),
                app -> app.map(TracingMailStore::describe).orElse("no"));
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return consultation.ask(
                SOURCE,
                "which applications may send as " + sender + "?",
                () -> store.findAppsBySender(sender),
                ids -> ids.isEmpty() ? "none" : String.join(", ", ids));
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return consultation.ask(
                SOURCE,
                "does " + domain + " stand for another domain?",
                () -> store.findDomainAlias(domain),
                target -> target.map(found -> "yes, for " + found).orElse("no"));
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        return consultation.ask(
                SOURCE,
                "where does mail for unknown addresses of " + domain + " go?",
                () -> store.findUnknownHost(domain),
                host -> host.map(found -> "to " + found).orElse("nowhere"));
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        return consultation.ask(
                SOURCE,
                "is there a certificate " + fingerprint + "?",
                () -> store.findCertificate(fingerprint),
                found -> found.map(TracingMailStore::describe).orElse("no"));
    }

    @Override
    public long generation() {
        return store.generation();
    }

    /** The store belongs to who opened it. */
    @Override
    public void close() {}

    private static String describe(Alias alias) {
        String targets = alias.login() + (alias.also().isEmpty() ? "" : ", and to " + String.join(", ", alias.also()));
        return alias.enabled() ? "yes, of " + targets : "yes, but it is disabled";
    }

    private static String describe(Certificate certificate) {
        return "yes, of " + certificate.login() + ", " + Output.enabled(certificate.enabled());
    }

    private static String describe(App app) {
        return "yes, " + Output.enabled(app.enabled()) + ", may send as " + AppView.senders(app);
    }
}
