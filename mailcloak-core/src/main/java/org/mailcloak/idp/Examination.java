package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * What to examine beside the provider itself.
 *
 * @param login an account that should be found, to see what the provider tells of it; empty: none
 * @param address an address that should have an owner; empty: none
 */
public record Examination(Optional<String> login, Optional<EmailAddress> address) {

    public Examination {
        requireNonNull(login, "login");
        requireNonNull(address, "address");
    }

    /** Only the provider itself. */
    public static Examination ofProvider() {
        return new Examination(Optional.empty(), Optional.empty());
    }
}
