package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "domains",
        description = "The domains whose mail is ours.",
        footer = {"", "Example:", "  mailcloakctl domains add d1.test"})
final class DomainsCommand {

    private final Session session;

    DomainsCommand(Session session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the domains: name, tab, enabled or disabled.",
                "JSON: an array of {domain, enabled}.",
            },
            footer = {"", "Example:", "  mailcloakctl domains list --output json"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.output()
                    .list(
                            output.form(),
                            store.domains().list(),
                            row -> session.output().line(row.name(), Output.enabled(row.enabled())),
                            DomainsCommand::json);
        }
    }

    @Command(
            description = "Add a domain. One that is there is enabled.",
            footer = {"", "Example:", "  mailcloakctl domains add d1.test"})
    void add(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        MailDomain name = Words.domain(domain);
        try (SqliteMailStore store = session.open()) {
            store.domains().add(name);
        }
    }

    @Command(
            description = "Delete a domain and its aliases.",
            footer = {"", "Example:", "  mailcloakctl domains del d1.test"})
    void del(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        MailDomain name = Words.domain(domain);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.domains().delete(name), "Domain " + name);
        }
    }

    @Command(
            description = "Put a domain in force again.",
            footer = {"", "Example:", "  mailcloakctl domains enable d1.test"})
    void enable(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        setEnabled(domain, true);
    }

    @Command(
            description = "Put a domain out of force; its aliases are kept.",
            footer = {"", "Example:", "  mailcloakctl domains disable d1.test"})
    void disable(@Parameters(paramLabel = "DOMAIN", description = "Such as d1.test.") String domain) {
        setEnabled(domain, false);
    }

    private void setEnabled(String domain, boolean enabled) {
        MailDomain name = Words.domain(domain);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.domains().setEnabled(name, enabled), "Domain " + name);
        }
    }

    static JsonObjectBuilder json(LocalDomain row) {
        return Json.createObjectBuilder().add("domain", row.name()).add("enabled", row.enabled());
    }
}
