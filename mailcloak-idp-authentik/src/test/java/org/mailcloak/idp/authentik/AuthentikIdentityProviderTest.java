package org.mailcloak.idp.authentik;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.IdentityProviderContract;

/** The contract of all providers. */
class AuthentikIdentityProviderTest implements IdentityProviderContract {

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        long pk = 10;
        for (Account account : accounts) {
            authentik.add(stored(pk++, account));
        }
        return Providers.full(authentik);
    }

    @Override
    public IdentityProvider unreachableProvider() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Providers.at(URI.create("http://127.0.0.1:" + probe.getLocalPort()), Map.of());
        }
    }

    static StoredUser stored(long pk, Account account) {
        StoredUser user = StoredUser.of(
                        pk,
                        account.loginName(),
                        account.primaryAddress().map(EmailAddress::toString).orElse(""))
                .withList(
                        "mailAlias",
                        account.aliasAddresses().stream()
                                .map(EmailAddress::toString)
                                .toArray(String[]::new));
        return switch (account.state()) {
            case ACTIVE -> user;
            case SEND_BLOCKED -> user.with("maySend", "false");
            case DISABLED -> user.inactive();
        };
    }
}
