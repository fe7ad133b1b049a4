package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.LocalUsers;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * Takes a backup over into a database: adds what is not there and updates what is. Nothing is deleted, and a second run
 * changes nothing more. The caller makes one transaction of it.
 */
final class BackupLoader {

    private final Session session;
    private final SqliteMailStore store;

    BackupLoader(Session session, SqliteMailStore store) {
        this.session = session;
        this.store = store;
    }

    void load(Backup backup) {
        backup.domains().forEach(this::load);
        backup.aliases().forEach(alias -> {
            store.aliases().add(alias.address(), alias.login(), alias.also());
            store.aliases().setEnabled(alias.address(), alias.enabled());
        });
        backup.aliases().forEach(alias -> Words.requireEnd(store, alias.address()));
        backup.apps().forEach(this::load);
        backup.users().forEach(this::load);
        backup.groups().forEach(this::load);
        backup.groups().forEach(this::fill);
    }

    private void load(Backup.Domain domain) {
        if (!store.domains().setEnabled(domain.name(), domain.enabled())) {
            store.domains().add(domain.name());
            store.domains().setEnabled(domain.name(), domain.enabled());
        }
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
                // No command switches one sender off; on the list it would be in force.
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
    }

    private void load(Backup.User user) {
        LocalUsers users = store.users();
        if (users.find(user.login()).isEmpty()) {
            List<EmailAddress> addresses = new ArrayList<>();
            user.primary().ifPresent(addresses::add);
            users.add(new NewLocalUser(user.login(), addresses, user.state(), user.passwordHash()));
        }
        user.primary().ifPresent(address -> users.setPrimaryAddress(user.login(), address));
        user.also().forEach(address -> users.addAddress(user.login(), address));
        users.setState(user.login(), user.state());
        user.passwordHash().ifPresent(hash -> users.setPassword(user.login(), hash));
    }
}
