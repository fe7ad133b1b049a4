package org.mailcloak.server.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.sqlite.LocalUsers;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** A small mail site: two domains, two users, an alias, an application. */
final class DemoData {

    private DemoData() {}

    /** @param hash of the application's token */
    static void write(Path database, String hash) {
        SqliteMailStore.initialise(database);
        try (SqliteMailStore store = SqliteMailStore.open(database)) {
            store.domains().add(MailDomain.parse("d1.test").orElseThrow());
            store.domains().add(MailDomain.parse("d2.test").orElseThrow());
            LocalUsers users = store.users();
            users.add(NewLocalUser.active("alice", List.of(address("alice@d1.test")), Optional.empty()));
            users.add(new NewLocalUser(
                    "bob", List.of(address("bob@d2.test")), AccountState.SEND_BLOCKED, Optional.empty()));
            store.aliases().add(address("sales@d1.test"), "alice");
            store.apps().add("printer", hash);
            store.apps().allow("printer", address("printer@d2.test"));
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
