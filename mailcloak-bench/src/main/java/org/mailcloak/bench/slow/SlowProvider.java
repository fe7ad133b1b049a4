package org.mailcloak.bench.slow;

import java.time.Duration;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/**
 * A provider that knows every account, with an address in d1.test, but those whose name begins with {@code nobody}. An
 * account whose name begins with {@code cold} is found after a while only, or not found if it begins with
 * {@code coldnobody}. Look-ups do not wait for each other.
 */
final class SlowProvider implements IdentityProvider {

    private static final String DOMAIN = "@d1.test";

    private final Duration delay;

    SlowProvider(Duration delay) {
        this.delay = delay;
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return find(loginName);
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return find(address.localPart());
    }

    private LookupResult find(String name) {
        if (name.startsWith("nobody")) {
            return LookupResult.notFound();
        }
        if (name.startsWith("cold")) {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return LookupResult.unavailable("interrupted");
            }
        }
        if (name.startsWith("coldnobody")) {
            return LookupResult.notFound();
        }
        Optional<EmailAddress> address = EmailAddress.parse(name + DOMAIN);
        return LookupResult.found(
                Account.builder(name, name).primaryAddress(address).build());
    }

    @Override
    public void close() {}
}
