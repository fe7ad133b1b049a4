package org.mailcloak.cli;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;

/** Notes every question to the database. */
final class RecordingMailStore implements MailStore {

    private static final String SOURCE = "database";

    private final MailStore store;
    private final Consultation consultation;

    RecordingMailStore(MailStore store, Consultation consultation) {
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
    public Optional<String> findAlias(EmailAddress alias) {
        return consultation.ask(
                SOURCE,
                "is " + alias + " an alias?",
                () -> store.findAlias(alias),
                login -> login.map(name -> "yes, of " + name).orElse("no, or not in force"));
    }

    @Override
    public Optional<App> findApp(String id) {
        return consultation.ask(
                SOURCE,
                "is there an application " + id + "?",
                () -> store.findApp(id),
                app -> app.map(RecordingMailStore::describe).orElse("no"));
    }

    @Override
    public long generation() {
        return store.generation();
    }

    /** The store belongs to who opened it. */
    @Override
    public void close() {}

    private static String describe(App app) {
        return "yes, " + Output.enabled(app.enabled()) + ", may send as " + AppText.senders(app);
    }
}
