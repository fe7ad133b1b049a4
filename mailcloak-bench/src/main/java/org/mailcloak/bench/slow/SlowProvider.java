package org.mailcloak.bench.slow;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/**
 * Knows everybody, with an address in d1.test, but those whose name begins with {@code nobody}. Whose name begins with
 * {@code cold} is found after a while only. Look-ups do not wait for each other.
 */
final class SlowProvider implements IdentityProvider {

    private static final String DOMAIN = "@d1.test";

    private final Duration delay;

    SlowProvider(Duration delay) {
        this.delay = delay;
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return find(loginName);
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return find(address.localPart());
    }

    private Lookup find(String name) {
        if (name.startsWith("nobody")) {
            return Lookup.notFound();
        }
        if (name.startsWith("cold")) {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Lookup.unavailable("interrupted");
            }
        }
        Optional<EmailAddress> address = EmailAddress.parse(name + DOMAIN);
        return Lookup.found(new Identity(name, name, address, Set.of(), AccountState.ACTIVE, Set.of()));
    }

    @Override
    public void close() {}
}
