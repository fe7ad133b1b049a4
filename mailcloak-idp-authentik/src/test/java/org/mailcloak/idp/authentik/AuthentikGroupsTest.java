package org.mailcloak.idp.authentik;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.GroupProviderContract;
import org.mailcloak.testkit.SourceGroup;

/** The contract of all providers with groups. */
@Timeout(60)
class AuthentikGroupsTest implements GroupProviderContract {

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
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        Map<String, Long> numbers = new HashMap<>();
        long pk = 10;
        for (Account account : accounts) {
            numbers.put(account.loginName(), pk);
            authentik.add(AuthentikIdentityProviderTest.stored(pk++, account));
        }
        groups.forEach(group -> authentik.groups().add(stored(group, groups, numbers)));
        return Providers.withGroups(authentik.url(), Map.of());
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Providers.withGroups(URI.create("http://127.0.0.1:" + probe.getLocalPort()), Map.of());
        }
    }

    private static StoredGroup stored(SourceGroup group, List<SourceGroup> all, Map<String, Long> numbers) {
        List<String> posting = new ArrayList<>(group.senders());
        posting.add(group.posting().name());
        StoredGroup stored = StoredGroup.of(group.name())
                .in(all.stream()
                        .filter(other -> other.subgroups().contains(group.name()))
                        .map(SourceGroup::name)
                        .toArray(String[]::new))
                .holding(group.members().stream().map(numbers::get).toArray(Long[]::new))
                .withList("posting", posting)
                .with("sendAs", group.sendAs().name());
        return group.address()
                .map(address -> stored.with("mail", address.toString()))
                .orElse(stored);
    }
}
