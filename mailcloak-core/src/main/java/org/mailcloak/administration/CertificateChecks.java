package org.mailcloak.administration;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.store.EditableMailStore;

/** Objections to client certificates: logins that do not exist, keys of others, weak digests. */
public final class CertificateChecks {

    /** Pairs of digits of a SHA-256 with colons between them. */
    private static final int LENGTH_OF_SHA_256 = 32 * 3 - 1;

    private final EditableMailStore store;
    private final AccountDirectory accounts;

    public CertificateChecks(EditableMailStore store, AccountDirectory accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** @param fingerprint in normal form */
    public List<Objection> check(String fingerprint, String login) {
        List<Objection> objections = new ArrayList<>();
        store.findCertificate(fingerprint)
                .filter(known -> !accounts.sameLogin(known.login(), login))
                .ifPresent(known -> objections.add(Objection.unlessForced(
                        "certificate " + fingerprint + " stands for " + known.login() + " already")));
        if (fingerprint.length() < LENGTH_OF_SHA_256) {
            objections.add(Objection.warning("certificate " + fingerprint
                    + ": this is no SHA-256; set smtpd_tls_fingerprint_digest = sha256 in main.cf"));
        }
        if (store.findApp(login).isEmpty()) {
            accounts.provider()
                    .findByLogin(login)
                    .fold(
                            found -> true,
                            () -> objections.add(accounts.unknown("login '" + login
                                    + "': no account and no application logs in by this name (provider "
                                    + accounts.providerId() + ")")),
                            reason -> objections.add(Objection.warning("login '" + login
                                    + "' was not checked: the provider " + accounts.providerId()
                                    + " did not answer: " + reason)));
        }
        return objections;
    }
}
