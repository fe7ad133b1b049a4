package org.mailcloak.store;

import java.util.List;

/** Administration of the client certificates. Methods throw {@link StoreException} if the store refuses or fails. */
public interface Certificates {

    /** All certificates in the order of logins, then of fingerprints. */
    List<Certificate> list();

    /**
     * Adds the certificate; one that is there is enabled and gets this login and label.
     *
     * @param fingerprint in any form that {@link Certificate#normalForm} reads
     * @param label what the operator calls it; may be empty
     * @throws StoreException if the text is no fingerprint, or the login is blank
     */
    void add(String fingerprint, String login, String label);

    /** @return false if there is no such certificate */
    boolean delete(String fingerprint);

    /** @return false if there is no such certificate */
    boolean setEnabled(String fingerprint, boolean enabled);

    /**
     * Checks what is to be stored.
     *
     * @return the fingerprint in normal form
     * @throws StoreException if the text is no fingerprint, or the login or label cannot be stored
     */
    static String check(String fingerprint, String login, String label) {
        if (login.isBlank() || (login + label).chars().anyMatch(Character::isISOControl)) {
            throw new StoreException(
                    "A certificate needs a login name, and neither it nor the label holds control" + " characters");
        }
        return Certificate.normalForm(fingerprint)
                .orElseThrow(() -> new StoreException("'" + fingerprint + "' is no fingerprint: expected the"
                        + " hexadecimal digits of a digest that Postfix knows (32 for MD5, 64 for SHA-256), with or"
                        + " without colons"));
    }
}
