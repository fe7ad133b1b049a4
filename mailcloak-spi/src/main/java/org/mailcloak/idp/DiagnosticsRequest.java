package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * What to examine beside the provider itself.
 *
 * @param login an account that should be found, to see what the provider reports of it; empty: none
 * @param address an address that should have an owner; empty: none
 */
public record DiagnosticsRequest(Optional<String> login, Optional<EmailAddress> address) {

    public DiagnosticsRequest {
        requireNonNull(login, "login");
        requireNonNull(address, "address");
    }

    /** Only the provider itself. */
    public static DiagnosticsRequest ofProvider() {
        return new DiagnosticsRequest(Optional.empty(), Optional.empty());
    }
}
