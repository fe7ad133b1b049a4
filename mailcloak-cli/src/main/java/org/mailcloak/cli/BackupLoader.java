package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.config.Configuration;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.LocalUsers;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.RawRows;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * Takes a backup over into a database: adds what is not there and updates what is. Nothing is deleted, and a second run
 * changes nothing more. The caller makes one transaction of it.
 */
final class BackupLoader {

    private static final String LOCAL = Configuration.LOCAL_PROVIDER + ":";
    private static final String BINDINGS = "alias_accounts";
    private static final String ACCOUNT = "account_id";
    private static final String ID = "user_id";

    private final CommandContext session;
    private final SqliteMailStore store;
    private final Consumer<RawRow> restorer;

    /** @param restorer of one row as it is stored */
    BackupLoader(CommandContext session, SqliteMailStore store, Consumer<RawRow> restorer) {
        this.session = session;
        this.store = store;
        this.restorer = restorer;
    }

    /** @param verbatim rows as they are stored; those of users before the groups that they may be members of, and what is in groups after the groups */
    void load(Backup backup, List<RawRow> verbatim) {
        backup.domains().forEach(this::load);
        backup.domains().forEach(this::relate);
        backup.aliases().forEach(alias -> {
            store.aliases().add(alias.address(), alias.login(), alias.also(), alias.expiresAt());
            store.aliases().setEnabled(alias.address(), alias.enabled());
        });
        backup.aliases().forEach(alias -> ArgumentParsers.requireEnd(store, alias.address()));
        backup.apps().forEach(this::load);
        backup.users().forEach(this::load);
        restore(verbatim, row -> !isOfGroups(row) && !row.table().equals(BINDINGS));
        backup.groups().forEach(this::load);
        backup.groups().forEach(this::fill);
        restore(verbatim, BackupLoader::isOfGroups);
        backup.certificates().forEach(this::load);
        bind(backup, verbatim);
    }

    /** In the order in which rows refer to each other; the file may have another. */
    private void restore(List<RawRow> verbatim, Predicate<RawRow> which) {
        verbatim.stream()
                .filter(which)
                .sorted(Comparator.comparingInt(row -> RawRows.TABLES.indexOf(row.table())))
                .forEach(restorer);
    }

    private static boolean isOfGroups(RawRow row) {
        return row.table().startsWith("user_group");
    }

    private void load(Backup.Domain domain) {
        if (!store.domains().setEnabled(domain.name(), domain.enabled())) {
            store.domains().add(domain.name());
            store.domains().setEnabled(domain.name(), domain.enabled());
        }
    }

    private void relate(Backup.Domain domain) {
        domain.aliasOf().ifPresent(target -> {
            store.domains().alias(domain.name(), target);
            store.domains().setEnabled(domain.name(), domain.enabled());
        });
        if (domain.unknownHost().isPresent()) {
            store.domains().setUnknownHost(domain.name(), domain.unknownHost());
        }
    }

    private void load(Certificate row) {
        store.certificates().add(row.fingerprint(), row.login(), row.label());
        store.certificates().setEnabled(row.fingerprint(), row.enabled());
    }

    /** A user who was there before the import keeps an id of his own, and the aliases of the same user in the file. */
    private void bind(Backup backup, List<RawRow> verbatim) {
        Map<String, String> ids = ids(backup, verbatim);
        for (Backup.AliasRow alias : backup.aliases()) {
            alias.accounts()
                    .forEach((target, account) ->
                            store.bindings().rebind(alias.address(), target, ids.getOrDefault(account, account)));
        }
        for (RawRow row : verbatim) {
            if (row.table().equals(BINDINGS)) {
                restorer.accept(Optional.ofNullable(ids.get(row.text(ACCOUNT)))
                        .map(account -> row.with(ACCOUNT, account))
                        .orElse(row));
            }
        }
    }

    /** The accounts of the file's users, by what the file calls them. */
    private Map<String, String> ids(Backup backup, List<RawRow> verbatim) {
        Map<String, String> ids = new HashMap<>();
        for (Backup.User user : backup.users()) {
            user.id()
                    .ifPresent(id ->
                            store.users().find(user.login()).ifPresent(now -> ids.put(LOCAL + id, LOCAL + now.id())));
        }
        for (RawRow row : verbatim) {
            if (row.table().equals("users") && !row.text(ID).isEmpty()) {
                store.rawRows().find(row).ifPresent(now -> ids.put(LOCAL + row.text(ID), LOCAL + now.text(ID)));
            }
        }
        return ids;
    }

    private void load(Backup.AppRow app) {
        if (!store.apps().rotate(app.id(), app.secretHash())) {
            store.apps().add(app.id(), app.secretHash());
        }
        store.apps().setEnabled(app.id(), app.enabled());
        for (Backup.SenderRow sender : app.senders()) {
            if (sender.enabled()) {
                store.apps().allow(app.id(), sender.address());
            } else {
                // No command switches one sender off; on the list it would be enabled.
                store.apps().disallow(app.id(), sender.address());
                session.warn(
                        "sender " + sender.address() + " of application " + app.id() + " is disabled and was left out");
            }
        }
    }

    private void load(Backup.Group group) {
        LocalGroups groups = store.groups();
        if (groups.find(group.name()).isEmpty()) {
            groups.add(group.name());
        }
        group.address().ifPresent(address -> groups.setAddress(group.name(), Optional.of(address)));
        groups.setPosting(group.name(), group.posting());
        groups.setSendAs(group.name(), group.sendAs());
        groups.setSenders(group.name(), group.senders());
    }

    private void fill(Backup.Group group) {
        group.members().forEach(login -> store.groups().addMember(group.name(), login));
        group.subgroups().forEach(name -> store.groups().addSubgroup(group.name(), name));
        group.contacts().forEach(contact -> store.groups().addContact(group.name(), contact));
    }

    private void load(Backup.User user) {
        LocalUsers users = store.users();
        if (users.find(user.login()).isEmpty()) {
            List<EmailAddress> addresses = new ArrayList<>();
            user.primary().ifPresent(addresses::add);
            users.add(new NewLocalUser(
                    user.login(), user.id(), addresses, user.state(), user.scope(), user.passwordHash()));
        }
        user.primary().ifPresent(address -> users.setPrimaryAddress(user.login(), address));
        user.also().forEach(address -> users.addAddress(user.login(), address));
        users.setState(user.login(), user.state());
        users.setScope(user.login(), user.scope());
        user.passwordHash().ifPresent(hash -> users.setPassword(user.login(), hash));
    }
}
