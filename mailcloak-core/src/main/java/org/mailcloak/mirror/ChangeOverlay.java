package org.mailcloak.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.LookupResult;

/**
 * What has come to be known beside an {@link AccountIndex}, and goes before it: the accounts that the provider has
 * reported since, and the keys of those that only the last scan did not report, about which the provider has to be
 * asked. Immutable.
 */
final class ChangeOverlay {

    static final ChangeOverlay NOTHING = new ChangeOverlay(Map.of(), Set.of(), Set.of(), name -> name);

    /**
     * @param number of the report: a scan that began later has seen it
     */
    record Report(long number, Optional<Account> now) {}

    private final Map<String, Report> byId;
    private final Map<String, List<Account>> byLogin = new HashMap<>();
    private final Map<EmailAddress, List<Account>> byAddress = new HashMap<>();
    private final Set<String> missingLogins;
    private final Set<EmailAddress> missingAddresses;
    private final UnaryOperator<String> loginKey;

    private ChangeOverlay(
            Map<String, Report> byId,
            Set<String> missingLogins,
            Set<EmailAddress> missingAddresses,
            UnaryOperator<String> loginKey) {
        this.byId = byId;
        this.missingLogins = missingLogins;
        this.missingAddresses = missingAddresses;
        this.loginKey = loginKey;
        byId.values().forEach(report -> report.now().ifPresent(this::index));
    }

    private void index(Account account) {
        byLogin.computeIfAbsent(loginKey.apply(account.loginName()), key -> new ArrayList<>())
                .add(account);
        Stream.concat(account.primaryAddress().stream(), account.aliasAddresses().stream())
                .distinct()
                .forEach(address -> byAddress
                        .computeIfAbsent(address, key -> new ArrayList<>())
                        .add(account));
    }

    ChangeOverlay with(AccountChange change, long number, UnaryOperator<String> key) {
        Map<String, Report> next = new HashMap<>(byId);
        next.put(change.id(), new Report(number, change.now()));
        return new ChangeOverlay(next, missingLogins, missingAddresses, key);
    }

    /** Only what was reported after that number, and these as missing. */
    ChangeOverlay since(long number, Set<String> logins, Set<EmailAddress> addresses) {
        Map<String, Report> later = new HashMap<>();
        byId.forEach((id, report) -> {
            if (report.number() > number) {
                later.put(id, report);
            }
        });
        return later.isEmpty() && logins.isEmpty() && addresses.isEmpty()
                ? NOTHING
                : new ChangeOverlay(later, logins, addresses, loginKey);
    }

    int size() {
        return byId.size();
    }

    boolean isGone(String id) {
        Report report = byId.get(id);
        return report != null && report.now().isEmpty();
    }

    Optional<LookupResult> byLogin(String key, AccountIndex content) {
        if (this == NOTHING) {
            return content.byLogin(key);
        }
        if (missingLogins.contains(key)) {
            return Optional.empty();
        }
        Optional<LookupResult> answer = merged(byLogin.getOrDefault(key, List.of()), content.byLogin(key));
        return isUnclear(answer, content) ? Optional.empty() : answer;
    }

    /**
     * Returns whether the provider has to be asked. A report does not contain all names of an account, and only the
     * provider can distinguish two accounts of one name.
     */
    private boolean isUnclear(Optional<LookupResult> answer, AccountIndex content) {
        return answer.isPresent()
                && answer.get()
                        .fold(
                                found -> found.size() > 1,
                                () -> content.hasSeveralNames() && !byLogin.isEmpty(),
                                why -> true);
    }

    Optional<LookupResult> byAddress(EmailAddress address, AccountIndex content) {
        if (this == NOTHING) {
            return content.byAddress(address);
        }
        if (missingAddresses.contains(address)) {
            return Optional.empty();
        }
        return merged(byAddress.getOrDefault(address, List.of()), content.byAddress(address));
    }

    /** Those from the content who were not reported, and those who were. */
    private Optional<LookupResult> merged(List<Account> reported, Optional<LookupResult> answer) {
        if (answer.isEmpty()) {
            return answer;
        }
        List<Account> known = answer.get().fold(found -> found, List::of, why -> List.of());
        if (reported.isEmpty() && known.stream().noneMatch(account -> byId.containsKey(account.id()))) {
            return answer;
        }
        return Optional.of(LookupResult.of(Stream.concat(
                        known.stream().filter(account -> !byId.containsKey(account.id())), reported.stream())
                .toList()));
    }
}
