package org.mailcloak.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** What a scan reported. */
final class ScannedAccounts implements ScanVisitor {

    private final Map<Account, Set<String>> names = new LinkedHashMap<>();
    private int doubtful;

    /** Scans; a test of a provider that cannot ends there. */
    ScanResult scan(IdentityProvider provider) {
        return scannerOf(provider).scan(this);
    }

    /** The scanner of a provider; a test of a provider that has none ends there. */
    static AccountScanner scannerOf(IdentityProvider provider) {
        Optional<AccountScanner> scanner = provider.scanner();
        Assumptions.assumeTrue(scanner.isPresent(), () -> provider.getClass().getName() + " has no scanner");
        return scanner.orElseThrow();
    }

    /** Returns the names that the scan reported, by account. */
    Map<Account, Set<String>> names() {
        return names;
    }

    int doubtfulAccounts() {
        return doubtful;
    }

    @Override
    public void found(Account account, Set<String> loginNames) {
        names.put(account, Set.copyOf(loginNames));
    }

    @Override
    public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
        doubtful++;
    }
}
