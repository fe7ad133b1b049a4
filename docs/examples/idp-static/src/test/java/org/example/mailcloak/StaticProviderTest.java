package org.example.mailcloak;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.Lookup;
import org.mailcloak.testkit.IdentityProviderContract;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

/** All the tests of the contract, and one of our own. */
class StaticProviderTest implements IdentityProviderContract, IdentityProviderFactoryContract {

    @TempDir
    Path folder;

    @Override
    public IdentityProviderFactory factory() {
        return new StaticProviderFactory();
    }

    @Override
    public IdentityProvider provider(List<Identity> identities) throws IOException {
        return new StaticProvider(Files.write(
                folder.resolve("people.csv"),
                identities.stream().map(StaticProviderTest::line).toList()));
    }

    @Override
    public IdentityProvider unreachableProvider() {
        return new StaticProvider(folder.resolve("missing.csv"));
    }

    @Test
    void lookUpsShouldBeUnavailableWhenALineIsBroken() throws IOException {
        IdentityProvider provider = new StaticProvider(Files.writeString(folder.resolve("broken.csv"), "alice,active\n"));

        assertInstanceOf(Lookup.Unavailable.class, provider.findByLogin("nobody"));
    }

    private static String line(Identity identity) {
        return identity.loginName() + "," + identity.state() + ","
                + identity.primaryAddress().map(EmailAddress::toString).orElse("") + ","
                + identity.aliasAddresses().stream().map(EmailAddress::toString).collect(Collectors.joining(" "));
    }
}
