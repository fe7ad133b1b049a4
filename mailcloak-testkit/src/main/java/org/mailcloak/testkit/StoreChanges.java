package org.mailcloak.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Named;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.EditableMailStore;

/** One change of each kind that an administrator can make to {@link StoreContent#SAMPLE}. */
final class StoreChanges {

    private StoreChanges() {}

    static List<Named<Consumer<EditableMailStore>>> all() {
        return List.of(
                change("domain added", store -> store.domains().add(domain("d3.test"))),
                change("domain deleted", store -> store.domains().delete(domain("d2.test"))),
                change("domain enabled", store -> store.domains().setEnabled(domain("off.test"), true)),
                change("domain disabled", store -> store.domains().setEnabled(domain("d1.test"), false)),
                change("alias added", store -> store.aliases().add(address("new@d1.test"), "alice")),
                change("catch-all added", store -> store.aliases().add(alias("@d1.test"), "alice", List.of())),
                change(
                        "further target added",
                        store -> store.aliases().add(alias("sales@d1.test"), "alice", List.of("bob"))),
                change("alias changed", store -> store.aliases().add(address("sales@d1.test"), "bob")),
                change("alias deleted", store -> store.aliases().delete(address("sales@d1.test"))),
                change("alias enabled", store -> store.aliases().setEnabled(address("off@d1.test"), true)),
                change("alias disabled", store -> store.aliases().setEnabled(address("sales@d1.test"), false)),
                change(
                        "alias given an end",
                        store -> store.aliases().setExpiry(alias("sales@d1.test"), Optional.of(Instant.EPOCH))),
                change("alias bound", store -> store.bindings().bind(alias("sales@d1.test"), "alice", "local:1")),
                change("domain alias added", store -> store.domains().alias(domain("d3.test"), domain("d1.test"))),
                change(
                        "unknown host set",
                        store -> store.domains().setUnknownHost(domain("d1.test"), Optional.of("[old.example]"))),
                change("certificate added", store -> store.certificates().add("ab".repeat(32), "alice", "")),
                change("app added", store -> store.apps().add("app2", StoreContent.HASH)),
                change("app deleted", store -> store.apps().delete("app1")),
                change("app enabled", store -> store.apps().setEnabled("printer", true)),
                change("app disabled", store -> store.apps().setEnabled("app1", false)),
                change("sender allowed", store -> store.apps().allow("app1", address("c@d1.test"))),
                change("sender disallowed", store -> store.apps().disallow("app1", address("a@d1.test"))));
    }

    private static Named<Consumer<EditableMailStore>> change(String name, Consumer<EditableMailStore> change) {
        return Named.of(name, change);
    }

    private static AliasAddress alias(String text) {
        return AliasAddress.parse(text).orElseThrow();
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
