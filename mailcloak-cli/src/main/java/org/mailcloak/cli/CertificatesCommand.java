package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.administration.CertificateChecks;
import org.mailcloak.administration.FingerprintInput;
import org.mailcloak.administration.LoginInput;
import org.mailcloak.administration.Objection;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "certificates",
        description = "Client certificates: a client that has shown and proven one sends as its login does, without a"
                + " password.",
        footer = {"", "Example:", "  mailcloakctl certificates add --file printer.pem --login printer"})
final class CertificatesCommand {

    private final CommandContext session;

    CertificatesCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the certificates: fingerprint of the public key, tab, login, tab, enabled or disabled, tab, label.",
                "JSON: an array of {fingerprint, login, enabled, label}.",
            },
            footer = {"", "Example:", "  mailcloakctl certificates list"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.output()
                    .list(
                            output.form(),
                            store.certificates().list(),
                            row -> session.output()
                                    .line(row.fingerprint(), row.login(), Output.enabled(row.enabled()), row.label()),
                            CertificatesCommand::json);
        }
    }

    @Command(
            description = {
                "Register the public key of a client for a login: an account or an application. One that is there is"
                        + " enabled and gets the new label.",
                "FINGERPRINT is what Postfix gives as ccert_pubkey_fingerprint, with colons or without: the digest of the"
                        + " public key that smtpd_tls_fingerprint_digest names. That has to be sha256."
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl certificates add --file printer.pem --login printer --label 'printer, 2nd floor'",
                "  openssl x509 -in printer.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -c"
            })
    void add(
            @Parameters(paramLabel = "FINGERPRINT", arity = "0..1", description = "Of the public key.") @Nullable
                    String fingerprint,
            @Option(names = "--file", paramLabel = "FILE", description = "The certificate itself, PEM or DER.")
                    @Nullable
                    Path file,
            @Option(names = "--login", required = true, paramLabel = "LOGIN", description = "Whose it is.")
                    String login,
            @Option(
                            names = "--label",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "What it is called in lists.")
                    String label,
            @Mixin Insistence insistence) {
        String key = fingerprint(fingerprint, file);
        LoginInput.parse(login).orThrow(CommandException::refused);
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            List<Objection> objections =
                    new ArrayList<>(new CertificateChecks(store, source.accounts()).check(key, login));
            insistence.settle(session, objections);
            String done = Addition.of(store, key, login);
            store.certificates().add(key, login, label);
            session.changed(done);
        }
    }

    @Command(
            description = "Delete a certificate.",
            footer = {"", "Example:", "  mailcloakctl certificates del --file printer.pem"})
    void del(
            @Parameters(paramLabel = "FINGERPRINT", arity = "0..1", description = "Of the public key.") @Nullable
                    String fingerprint,
            @Option(names = "--file", paramLabel = "FILE", description = "The certificate itself, PEM or DER.")
                    @Nullable
                    Path file) {
        String key = fingerprint(fingerprint, file);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.certificates().delete(key), "Certificate " + key);
            session.changed("certificate " + key + " deleted");
        }
    }

    @Command(
            description = "Let a certificate count again.",
            footer = {"", "Example:", "  mailcloakctl certificates enable AB:CD:..."})
    void enable(@Parameters(paramLabel = "FINGERPRINT", description = "Of the public key.") String fingerprint) {
        setEnabled(fingerprint, true);
    }

    @Command(
            description = "Let a certificate count no longer; it is kept.",
            footer = {"", "Example:", "  mailcloakctl certificates disable AB:CD:..."})
    void disable(@Parameters(paramLabel = "FINGERPRINT", description = "Of the public key.") String fingerprint) {
        setEnabled(fingerprint, false);
    }

    private void setEnabled(String fingerprint, boolean enabled) {
        String key = FingerprintInput.parse(fingerprint).orThrow(CommandException::refused);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.certificates().setEnabled(key, enabled), "Certificate " + key);
            session.changed("certificate " + key + " " + Output.enabled(enabled));
        }
    }

    private static String fingerprint(@Nullable String text, @Nullable Path file) {
        if ((text == null) == (file == null)) {
            throw CommandException.usage("give either a fingerprint or --file with the certificate");
        }
        return Optional.ofNullable(file)
                .map(CertificateFile::fingerprint)
                .orElseGet(() -> FingerprintInput.parse(String.valueOf(text)).orThrow(CommandException::refused));
    }

    static JsonObjectBuilder json(Certificate row) {
        return Json.createObjectBuilder()
                .add("fingerprint", row.fingerprint())
                .add("login", row.login())
                .add("enabled", row.enabled())
                .add("label", row.label());
    }
}
