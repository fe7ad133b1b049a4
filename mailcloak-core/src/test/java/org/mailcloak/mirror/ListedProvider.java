package org.mailcloak.mirror;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** A provider whose scans a test steers. It ignores the letter case of names; nobody may ask it for one account. */
final class ListedProvider implements IdentityProvider {

    final Map<String, Identity> accounts = new LinkedHashMap<>();
    Set<String> moreNames = Set.of();
    Scan outcome = Scan.complete();
    Runnable afterList = () -> {};
    Set<String> doubtful = Set.of();
    Set<EmailAddress> doubtfulAddresses = Set.of();
    int scans;

    ListedProvider(Identity... identities) {
        Stream.of(identities).forEach(this::put);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    static Identity person(String login, String... addresses) {
        return person(login, AccountState.ACTIVE, addresses);
    }

    static Identity person(String login, AccountState state, String... addresses) {
        return new Identity(
                "id-" + login,
                login,
                Stream.of(addresses).findFirst().map(ListedProvider::address),
                Stream.of(addresses).skip(1).map(ListedProvider::address).collect(Collectors.toSet()),
                state,
                Set.of());
    }

    void put(Identity identity) {
        accounts.put(identity.id(), identity);
    }

    void remove(String login) {
        accounts.remove("id-" + login);
    }

    /** So many people, {@code user0} and so on. */
    void crowd(int from, int to) {
        for (int i = from; i < to; i++) {
            put(person("user" + i, "user" + i + "@d1.test"));
        }
    }

    void crowdLeaves(int from, int to) {
        for (int i = from; i < to; i++) {
            remove("user" + i);
        }
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        scans++;
        for (Identity identity : accounts.values()) {
            visitor.found(
                    identity,
                    Stream.concat(Stream.of(identity.loginName()), moreNames.stream())
                            .collect(Collectors.toSet()));
        }
        visitor.doubtful(doubtful, doubtfulAddresses);
        afterList.run();
        return outcome;
    }

    @Override
    public String loginKey(String loginName) {
        return loginName.toLowerCase(Locale.ROOT);
    }

    @Override
    public Lookup findByLogin(String loginName) {
        throw new AssertionError("asked for " + loginName);
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        throw new AssertionError("asked for " + address);
    }

    @Override
    public void close() {}

    /** The login names of an answer; {@code nobody}; {@code ask}. */
    static String logins(Optional<Lookup> answer) {
        return answer.map(lookup -> lookup.fold(
                        found ->
                                found.stream().map(Identity::loginName).sorted().collect(Collectors.joining(" ")),
                        () -> "nobody",
                        why -> "unavailable"))
                .orElse("ask");
    }
}
