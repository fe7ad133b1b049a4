package org.example.mailcloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.testkit.IdentityProviderContract;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

/** All the tests of the contract, and two of our own. */
class StaticProviderTest implements IdentityProviderContract, IdentityProviderFactoryContract {

    @TempDir
    Path folder;

    @Override
    public IdentityProviderFactory factory() {
        return new StaticProviderFactory();
    }

    @Override
    public IdentityProvider provider(List<Account> accounts) throws IOException {
        return new StaticProvider(Files.write(
                folder.resolve("people.csv"),
                accounts.stream().map(StaticProviderTest::line).toList()));
    }

    @Override
    public IdentityProvider unreachableProvider() {
        return new StaticProvider(folder.resolve("missing.csv"));
    }

    @Test
    void lookUpsShouldBeUnavailableWhenALineIsBroken() throws IOException {
        IdentityProvider provider = new StaticProvider(Files.writeString(folder.resolve("broken.csv"), "alice,active\n"));

        assertInstanceOf(LookupResult.Unavailable.class, provider.findByLogin("nobody"));
    }

    @Test
    void reasonShouldSayThatTheFileDoesNotExist() {
        assertEquals(
                LookupResult.unavailable(folder.resolve("missing.csv") + " does not exist"),
                unreachableProvider().findByLogin("alice"));
    }

    private static String line(Account account) {
        return account.loginName() + "," + account.state() + ","
                + account.primaryAddress().map(EmailAddress::toString).orElse("") + ","
                + account.aliasAddresses().stream().map(EmailAddress::toString).collect(Collectors.joining(" "));
    }
}
