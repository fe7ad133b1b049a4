package org.mailcloak.testkit;

import java.time.Instant;
import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;

/**
 * What {@link MailStoreContract} wants to find in a store. Every alias's domain is among the domains, all senders are
 * enabled, and {@link App#updatedAt()} does not matter.
 */
public record StoreContent(List<LocalDomain> domains, List<Alias> aliases, List<App> apps) {

    /** Of the form that stores take; of no known password. */
    static final String HASH = "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    static final StoreContent SAMPLE = new StoreContent(
            List.of(
                    new LocalDomain("d2.test", true),
                    new LocalDomain("d1.test", true),
                    new LocalDomain("a-off.test", false),
                    new LocalDomain("off.test", false)),
            List.of(
                    new Alias("sales@d1.test", "alice", true),
                    new Alias("sales@d2.test", "bob", true),
                    new Alias("off@d1.test", "bob", false),
                    new Alias("sales@off.test", "alice", true)),
            List.of(
                    new App(
                            "app1",
                            true,
                            List.of(new App.Sender("b@d1.test", true), new App.Sender("a@d1.test", true)),
                            Instant.EPOCH),
                    new App("printer", false, List.of(), Instant.EPOCH)));

    public StoreContent {
        domains = List.copyOf(domains);
        aliases = List.copyOf(aliases);
        apps = List.copyOf(apps);
    }

    /** Puts all of it into an empty store. */
    public void addTo(EditableMailStore store) {
        for (LocalDomain row : domains) {
            store.domains().add(domain(row.name()));
            store.domains().setEnabled(domain(row.name()), row.enabled());
        }
        for (Alias row : aliases) {
            AliasAddress alias = AliasAddress.parse(row.address()).orElseThrow();
            store.aliases().add(alias, row.login(), row.also());
            store.aliases().setEnabled(alias, row.enabled());
        }
        for (App app : apps) {
            store.apps().add(app.id(), HASH);
            store.apps().setEnabled(app.id(), app.enabled());
            app.senders().forEach(sender -> store.apps().allow(app.id(), address(sender.spelling())));
        }
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
