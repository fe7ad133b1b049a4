package org.mailcloak.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * What an {@code add} command has done. As those of the older program, it also changes and enables what is there, and
 * succeeds; so it says which of these it was. The state before is looked at first.
 */
final class Addition {

    private Addition() {}

    /** @param hint follows what Postfix may have to learn */
    static String of(SqliteMailStore store, MailDomain domain, String hint) {
        List<LocalDomain> before = store.domains().list().stream()
                .filter(row ->
                        MailDomain.parse(row.name()).filter(domain::equals).isPresent())
                .toList();
        Optional<String> other =
                before.stream().flatMap(row -> row.aliasOf().stream()).findFirst();
        String as = other.map(name -> ", as an alias of " + name).orElse("");
        if (before.isEmpty()) {
            return "domain " + domain + " added" + hint;
        }
        return before.stream().allMatch(LocalDomain::enabled)
                ? "domain " + domain + " is there already" + as
                : "domain " + domain + " was there, disabled, and is enabled again" + as + hint;
    }

    static String of(SqliteMailStore store, AliasAddress alias, List<String> targets, Optional<Instant> end) {
        String now = "alias " + alias + " leads to " + String.join(", ", targets)
                + end.map(time -> " until " + time).orElse("");
        return now
                + store.aliases().list(Optional.empty()).stream()
                        .filter(row -> AliasAddress.parse(row.address())
                                .filter(alias::equals)
                                .isPresent())
                        .findFirst()
                        .map(row -> change(row, targets, end))
                        .orElse("");
    }

    private static String change(Alias before, List<String> targets, Optional<Instant> end) {
        List<String> old =
                Stream.concat(Stream.of(before.login()), before.also().stream()).toList();
        String change = (old.equals(targets) ? "" : ", in place of " + String.join(", ", old))
                + before.expiresAt()
                        .filter(time -> end.isEmpty())
                        .map(time -> ", and has no end any more")
                        .orElse("")
                + again(before.enabled());
        return change.isEmpty() ? ", as before" : change;
    }

    static String of(String id, Optional<App> before) {
        return before.map(app -> "application " + id + " was there, and has the new password" + again(app.enabled()))
                .orElse("application " + id + " added");
    }

    static String of(SqliteMailStore store, String fingerprint, String login) {
        return "certificate " + fingerprint + " stands for " + login
                + store.certificates().list().stream()
                        .filter(row -> row.fingerprint().equals(fingerprint))
                        .map(row -> change(row, login))
                        .collect(Collectors.joining());
    }

    private static String change(Certificate before, String login) {
        String change =
                (before.login().equals(login) ? "" : ", in place of " + before.login()) + again(before.enabled());
        return change.isEmpty() ? ", as before" : change;
    }

    private static String again(boolean wasEnabled) {
        return wasEnabled ? "" : ", and is enabled again";
    }
}
