package org.mailcloak.mirror;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** Accounts whose scans a test steers. Letter case of names is ignored. */
final class ListedProvider implements AccountScanner {

    final Map<String, Account> accounts = new LinkedHashMap<>();
    Set<String> moreNames = Set.of();
    ScanResult outcome = ScanResult.complete();
    Runnable afterList = () -> {};
    Set<String> doubtful = Set.of();
    Set<EmailAddress> doubtfulAddresses = Set.of();
    int scans;

    ListedProvider(Account... accounts) {
        Stream.of(accounts).forEach(this::put);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    static Account person(String login, String... addresses) {
        return person(login, AccountState.ACTIVE, addresses);
    }

    static Account person(String login, AccountState state, String... addresses) {
        return Account.builder("id-" + login, login)
                .primaryAddress(Stream.of(addresses).findFirst().map(ListedProvider::address))
                .aliasAddresses(Stream.of(addresses)
                        .skip(1)
                        .map(ListedProvider::address)
                        .collect(Collectors.toSet()))
                .state(state)
                .build();
    }

    void put(Account account) {
        accounts.put(account.id(), account);
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
    public ScanResult scan(ScanVisitor visitor) {
        scans++;
        for (Account account : accounts.values()) {
            visitor.found(
                    account,
                    Stream.concat(Stream.of(account.loginName()), moreNames.stream())
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

    /** The login names of an answer; {@code nobody}; {@code ask}. */
    static String logins(Optional<LookupResult> answer) {
        return answer.map(lookup -> lookup.fold(
                        found -> found.stream().map(Account::loginName).sorted().collect(Collectors.joining(" ")),
                        () -> "nobody",
                        why -> "unavailable"))
                .orElse("ask");
    }
}
