package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.MailDomain;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.DomainInput;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "domains",
        description = "The domains whose mail is ours.",
        footer = {"", "Example:", "  mailcloakctl domains add d1.test"})
final class DomainsCommand {

    /** smtpd and trivial-rewrite remember what they were answered about a domain. */
    private static final String HINT = "; if Postfix has refused mail for it before: postfix reload";

    private final CommandContext session;

    DomainsCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the domains: name, tab, enabled or disabled; where there is more to say another tab and: alias of"
                        + " DOMAIN, or unknown addresses to HOST.",
                "JSON: an array of {domain, enabled, alias_of or null, unknown_host or null}.",
            },
            footer = {"", "Example:", "  mailcloakctl domains list --output json"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.output().list(output.form(), store.domains().list(), this::print, DomainsCommand::json);
        }
    }

    @Command(
            description = {
                "Add a domain. One that is there is enabled, which the command says.",
                "Every domain has to take mail for postmaster (RFC 5321 section 4.5.1) and abuse: --postmaster makes both"
                        + " aliases; without it the command says what is missing."
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl domains add d1.test",
                "  mailcloakctl domains add d1.test --postmaster alice"
            })
    void add(
            @Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain,
            @Option(
                            names = "--postmaster",
                            paramLabel = "TARGET",
                            description = "Who gets mail for postmaster and abuse: a login name or a mail address.")
                    @Nullable
                    String postmaster,
            @Mixin Insistence insistence) {
        MailDomain name = ArgumentParsers.newDomain(domain);
        Optional<AliasTarget> target = Optional.ofNullable(postmaster).map(ArgumentParsers::newTarget);
        if (DomainInput.isUnqualified(name)) {
            session.warn("domain " + name + " has one label only: mail from elsewhere cannot be addressed to it");
        }
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            String done = Addition.of(store, name, HINT);
            store.atomically(() -> {
                store.domains().add(name);
                target.ifPresent(text -> new Postmaster(session, store, source.accounts()).set(name, text, insistence));
            });
            session.changed(done);
            new Postmaster(session, store, source.accounts()).warn(name);
        }
    }

    @Command(
            description = "Delete a domain and its aliases. At a terminal it asks first.",
            footer = {"", "Example:", "  mailcloakctl domains del d1.test"})
    void del(
            @Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain,
            @Mixin Deletion deletion) {
        MailDomain name = ArgumentParsers.domain(domain);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(DomainUse.exists(store, name), "Domain " + name);
            String what = "domain " + name + " with " + DomainUse.aliases(store, name);
            deletion.confirm(session, what);
            ArgumentParsers.require(store.domains().delete(name), "Domain " + name);
            session.changed(what + " deleted");
            DomainUse.left(store, name).ifPresent(session::warn);
        }
    }

    @Command(
            description = "Enable a domain that was disabled.",
            footer = {"", "Example:", "  mailcloakctl domains enable d1.test"})
    void enable(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        setEnabled(domain, true, HINT);
    }

    @Command(
            description = "Put a domain out of force; its aliases are kept.",
            footer = {"", "Example:", "  mailcloakctl domains disable d1.test"})
    void disable(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        setEnabled(domain, false, "");
    }

    @Command(
            description = {
                "Make a domain a second name of another one: every address of ALIAS-DOMAIN is that of DOMAIN. It is added if"
                        + " it is not there."
            },
            footer = {"", "Example:", "  mailcloakctl domains alias d2.test d1.test"})
    void alias(
            @Parameters(index = "0", paramLabel = "ALIAS-DOMAIN", description = "Such as d2.test.") String alias,
            @Parameters(index = "1", paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        MailDomain name = ArgumentParsers.newDomain(alias);
        MailDomain target = ArgumentParsers.newDomain(domain);
        if (name.equals(target)) {
            throw CommandException.refused("Domain " + name + " cannot be an alias of itself");
        }
        try (SqliteMailStore store = session.open()) {
            store.domains().alias(name, target);
            session.changed("domain " + name + " is an alias of " + target + HINT);
            DomainUse.left(store, name).ifPresent(session::warn);
        }
    }

    @Command(
            description = "Make an alias of a domain a domain of its own; it stays in the database.",
            footer = {"", "Example:", "  mailcloakctl domains unalias d2.test"})
    void unalias(@Parameters(paramLabel = "ALIAS-DOMAIN", description = "Such as d2.test.") String domain) {
        MailDomain name = ArgumentParsers.domain(domain);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.domains().unalias(name), "Alias domain " + name);
            session.changed("domain " + name + " is a domain of its own");
        }
    }

    @Command(
            name = "set-unknown",
            description = {
                "Say where mail for unknown addresses of a domain goes: to HOST, which knows the other half of a domain's"
                        + " people, or none: it is refused. HOST is written as in transport(5), in brackets unless its MX"
                        + " is to be looked up. Postfix needs the map transport for it."
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl domains set-unknown d1.test '[mail.old.example]:25'",
                "  mailcloakctl domains set-unknown d1.test none"
            })
    void setUnknown(
            @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as d1.test.") String domain,
            @Parameters(index = "1", paramLabel = "HOST|none", description = "Such as [mail.old.example]:25.")
                    String host) {
        MailDomain name = ArgumentParsers.domain(domain);
        Optional<String> hop = Optional.of(host).filter(text -> !text.equalsIgnoreCase("none"));
        if (hop.flatMap(MailDomain::parse).filter(name::equals).isPresent()) {
            throw CommandException.refused("'" + host + "' is not a host for the unknown addresses of " + name
                    + ": the MX of a domain brings its mail back here; expected [host] or [host]:port");
        }
        try (SqliteMailStore store = session.open()) {
            store.findDomainAlias(name).filter(target -> hop.isPresent()).ifPresent(target -> {
                throw CommandException.refused(
                        "Domain " + name + " stands for " + target + ": name the host of that one");
            });
            ArgumentParsers.require(store.domains().setUnknownHost(name, hop), "Domain " + name);
            session.changed("unknown addresses of " + name
                    + hop.map(next -> " belong to " + next).orElse(" are refused"));
            if (hop.isPresent() && store.findCatchAll(name).isPresent()) {
                session.warn("the catch-all @" + name + " takes all unknown addresses before the host is asked;"
                        + " delete it: mailcloakctl aliases del @" + name);
            }
        }
    }

    private void setEnabled(String domain, boolean enabled, String hint) {
        MailDomain name = ArgumentParsers.domain(domain);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.domains().setEnabled(name, enabled), "Domain " + name);
            session.changed("domain " + name + " " + Output.enabled(enabled) + hint);
        }
    }

    private void print(LocalDomain row) {
        String state = Output.enabled(row.enabled());
        Optional<String> more = row.aliasOf()
                .map(domain -> "alias of " + domain)
                .or(() -> row.unknownHost().map(host -> "unknown addresses to " + host));
        if (more.isPresent()) {
            session.output().line(row.name(), state, more.get());
        } else {
            session.output().line(row.name(), state);
        }
    }

    static JsonObjectBuilder json(LocalDomain row) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("domain", row.name()).add("enabled", row.enabled());
        row.aliasOf().ifPresentOrElse(domain -> json.add("alias_of", domain), () -> json.addNull("alias_of"));
        row.unknownHost().ifPresentOrElse(host -> json.add("unknown_host", host), () -> json.addNull("unknown_host"));
        return json;
    }
}
