package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.AliasLoopDetector;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * Finds the domains, aliases and applications that {@code import} would refuse or write otherwise than they are stored: the
 * older program and others store anything. What is asked about and found regular is covered by the readable part of a
 * backup; every other row is written as it is stored.
 */
final class BackupOddities {

    private final AliasLoopDetector loops;
    private final StoredRows stored;
    private final BackupCoverage coverage;

    BackupOddities(SqliteMailStore store, StoredRows stored, BackupCoverage coverage) {
        this.loops = new AliasLoopDetector(store);
        this.stored = stored;
        this.coverage = coverage;
    }

    boolean isRegular(LocalDomain domain, JsonObject json, List<LocalDomain> all) {
        Optional<MailDomain> name = MailDomain.parse(domain.name());
        Optional<String> odd = stored("domains", domain.name(), domain.enabled())
                .or(() -> BackupCoverage.spelled(name.map(MailDomain::name), domain.name()))
                .or(() -> domain.aliasOf().flatMap(target -> wrongTarget(domain, target, all)))
                .or(() -> coverage.refused("domains", json));
        name.filter(regular -> odd.isEmpty()).ifPresent(coverage::add);
        cover("domain_aliases", domain.name());
        return coverage.cover(odd, "domain " + domain.name(), StoredRows.Key.of("domains", domain.name()));
    }

    /** The domain without a host that import would refuse, which must not cost the domain and its aliases. */
    LocalDomain withRegularHost(LocalDomain domain) {
        Optional<String> odd = domain.unknownHost().flatMap(host -> wrongHost(domain, host));
        String what = "the host for unknown addresses of " + domain.name();
        return coverage.cover(odd, what, StoredRows.Key.of("unknown_hosts", domain.name()))
                ? domain
                : new LocalDomain(domain.name(), domain.enabled(), domain.aliasOf(), Optional.empty());
    }

    boolean isRegular(Alias alias, JsonObject json) {
        Optional<AliasAddress> address = AliasAddress.parse(alias.address());
        Optional<String> odd = stored("aliases", alias.address(), alias.enabled())
                .or(() -> targets(alias))
                .or(() -> wrongEnd(alias))
                .or(() -> BackupCoverage.spelled(address.map(AliasAddress::toString), alias.address()))
                .or(() -> coverage.refused("aliases", json))
                .or(() -> address.flatMap(this::wrongDomain))
                .or(() -> address.flatMap(this::wrongWith));
        cover("alias_expiry", alias.address());
        alias.also().forEach(target -> cover("alias_targets", alias.address(), target));
        alias.targets()
                .distinct()
                .filter(target -> alias.accountOf(target).isPresent())
                .forEach(target -> cover("alias_accounts", alias.address(), target));
        return coverage.cover(odd, "alias " + alias.address(), StoredRows.Key.of("aliases", alias.address()));
    }

    boolean isRegular(App app, JsonObject json) {
        Optional<String> odd = stored("apps", app.id(), app.enabled()).or(() -> coverage.refused("apps", json));
        return coverage.cover(odd, "application " + app.id(), StoredRows.Key.of("apps", app.id()));
    }

    /** Whether it is written with its application. */
    boolean isRegular(App app, App.Sender sender) {
        StoredRows.Key key = StoredRows.Key.of("app_from", app.id(), sender.spelling());
        Optional<String> odd = stored(key, sender.enabled())
                .or(() -> sender.address().isPresent() ? Optional.empty() : Optional.of("it is no address"))
                .or(() -> BackupCoverage.spelled(sender.address().map(EmailAddress::toString), sender.spelling()))
                .or(() -> sender.enabled() ? Optional.empty() : Optional.of("it is disabled"));
        return coverage.cover(odd, "sender " + sender.spelling() + " of application " + app.id(), key);
    }

    /** A row that belongs to another one, and is written as it is stored if that one is. */
    private void cover(String table, String... key) {
        coverage.cover(Optional.empty(), "", StoredRows.Key.of(table, key));
    }

    private Optional<String> stored(String table, String key, boolean enabled) {
        return stored(StoredRows.Key.of(table, key), enabled);
    }

    private Optional<String> stored(StoredRows.Key key, boolean enabled) {
        return stored.holds(key, "enabled", enabled ? 1L : 0L)
                ? Optional.empty()
                : Optional.of("its key is no text, or enabled is neither 0 nor 1");
    }

    private Optional<String> wrongHost(LocalDomain domain, String host) {
        if (!stored.holds(StoredRows.Key.of("unknown_hosts", domain.name()), "next_hop", host)) {
            return Optional.of("it is no text");
        }
        try {
            MailDomain.parse(domain.name()).ifPresent(name -> LocalDomain.checkNextHop(name, host));
            return Optional.empty();
        } catch (StoreException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** An alias further on may have a target that cannot be read; import would not come to an end with this one then. */
    private Optional<String> wrongWith(AliasAddress alias) {
        try {
            return loops.wrongWith(alias);
        } catch (StoreException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private Optional<String> wrongEnd(Alias alias) {
        StoredRows.Key key = StoredRows.Key.of("alias_expiry", alias.address());
        return alias.expiresAt()
                .filter(end -> !stored.holds(key, "expires_at", end.getEpochSecond()))
                .map(end -> "its end is no number of seconds that a time can have");
    }

    private Optional<String> targets(Alias alias) {
        boolean texts = stored.holds(StoredRows.Key.of("aliases", alias.address()), "target_user", alias.login())
                && alias.also().stream()
                        .allMatch(target -> stored.find(StoredRows.Key.of("alias_targets", alias.address(), target))
                                .isPresent());
        if (!texts || alias.also().contains(alias.login())) {
            return Optional.of("a target is no text, or is there twice");
        }
        try {
            Alias.checkTargets(alias.login(), alias.also());
            return Optional.empty();
        } catch (StoreException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private Optional<String> wrongDomain(AliasAddress alias) {
        String domain = alias.domain().name();
        if (!stored.holds(StoredRows.Key.of("aliases", alias.toString()), "alias_domain_name", domain)) {
            return Optional.of("its domain is spelled otherwise than its address");
        }
        return stored.find(StoredRows.Key.of("domain_aliases", domain))
                .map(row -> "its domain stands for " + row.text("target_domain"));
    }

    private Optional<String> wrongTarget(LocalDomain domain, String target, List<LocalDomain> all) {
        if (!stored.holds(StoredRows.Key.of("domain_aliases", domain.name()), "target_domain", target)) {
            return Optional.of("the domain that it stands for is no text");
        }
        boolean own = all.stream()
                .anyMatch(row -> row.name().equals(target)
                        && row.aliasOf().isEmpty()
                        && MailDomain.parse(target)
                                .map(MailDomain::name)
                                .filter(target::equals)
                                .isPresent());
        boolean hasAliases =
                stored.of("aliases").stream().anyMatch(row -> row.holds("alias_domain_name", domain.name()));
        return own && !hasAliases
                ? Optional.empty()
                : Optional.of("it stands for " + target + ", which is no domain of its own, or it has aliases");
    }
}
