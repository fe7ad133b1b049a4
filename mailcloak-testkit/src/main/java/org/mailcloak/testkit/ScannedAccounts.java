package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** What a scan told. */
final class ScannedAccounts implements ScanVisitor {

    private final Map<Identity, Set<String>> names = new LinkedHashMap<>();
    private int doubtful;

    /** Scans; a provider that does not implement that ends the test there. One that does has to do it. */
    Scan scan(IdentityProvider provider) throws NoSuchMethodException {
        Class<?> implementor =
                provider.getClass().getMethod("scan", ScanVisitor.class).getDeclaringClass();
        Assumptions.assumeFalse(
                implementor.equals(IdentityProvider.class),
                () -> provider.getClass().getName() + " does not implement scan");
        Scan scan = provider.scan(this);
        assertThat(scan).isNotInstanceOf(Scan.Unsupported.class);
        return scan;
    }

    /** By account, the names that it was told to have. */
    Map<Identity, Set<String>> names() {
        return names;
    }

    int doubtfulAccounts() {
        return doubtful;
    }

    @Override
    public void found(Identity identity, Set<String> loginNames) {
        names.put(identity, Set.copyOf(loginNames));
    }

    @Override
    public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
        doubtful++;
    }
}
