package org.mailcloak.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * An application that logs in with a token and sends as the addresses in its list.
 *
 * @param id its login name; never blank
 * @param enabled whether it may send at all
 * @param senders its addresses, in the order of their spelling; may be empty
 * @param updatedAt when the row was last changed, to the second
 */
public record App(String id, boolean enabled, List<Sender> senders, Instant updatedAt) {

    /**
     * An address that an application may use.
     *
     * @param spelling as it is stored
     * @param address the same in normal form; empty if the stored text is no address
     * @param enabled whether it may be used now
     */
    public record Sender(String spelling, Optional<EmailAddress> address, boolean enabled) {
        public Sender(String spelling, boolean enabled) {
            this(spelling, EmailAddress.parse(spelling), enabled);
        }
    }

    public App {
        if (id.isBlank()) {
            throw new IllegalArgumentException("An application needs an id");
        }
        senders = List.copyOf(senders);
    }

    /** Whether the application is enabled and has the address as an enabled sender. */
    public boolean maySendAs(EmailAddress address) {
        if (!enabled) {
            return false;
        }
        for (Sender sender : senders) {
            if (sender.enabled()
                    && EmailAddress.parse(sender.spelling())
                            .filter(address::equals)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
