package org.mailcloak.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.LookupResult;

/**
 * What has come to be known beside an {@link AccountIndex}, and goes before it: the accounts that the provider has
 * reported since, and what the last list left open. Immutable.
 */
final class ChangeOverlay {

    static final ChangeOverlay NOTHING = new ChangeOverlay(Map.of(), Doubts.NONE, 0, name -> name);

    /**
     * @param number of the report: a scan that began later has seen it
     */
    record Report(long number, Optional<Account> now) {}

    private final Map<String, Report> byId;
    private final Map<String, List<Account>> byLogin = new HashMap<>();
    private final Map<EmailAddress, List<Account>> byAddress = new HashMap<>();
    private final Doubts doubts;
    private final long lastLost;
    private final UnaryOperator<String> loginKey;

    /** @param lastLost the number of the last report that was forgotten for want of room; zero: none was */
    private ChangeOverlay(Map<String, Report> byId, Doubts doubts, long lastLost, UnaryOperator<String> loginKey) {
        this.byId = byId;
        this.doubts = doubts;
        this.lastLost = lastLost;
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
        return new ChangeOverlay(next, doubts, lastLost, key);
    }

    /** Forgets all reports, up to that number. Which accounts they are about is not known any more. */
    ChangeOverlay forgetting(long number) {
        return new ChangeOverlay(Map.of(), Doubts.NONE, number, loginKey);
    }

    /**
     * Returns what holds beside a list.
     *
     * @param number of the last report before its reading began: only what was reported later stays
     * @param open what the list leaves open
     */
    ChangeOverlay since(long number, Doubts open) {
        Map<String, Report> later = new HashMap<>();
        byId.forEach((id, report) -> {
            if (report.number() > number) {
                later.put(id, report);
            }
        });
        long lost = lastLost > number ? lastLost : 0;
        return later.isEmpty() && open.isNone() && lost == 0 ? NOTHING : new ChangeOverlay(later, open, lost, loginKey);
    }

    /** What the last list left open. */
    Doubts doubts() {
        return doubts;
    }

    /** What a list leaves open because reports from before it were forgotten: it may lack any of their accounts. */
    Doubts lost() {
        return lastLost > 0 ? Doubts.ABOUT_EVERYTHING : Doubts.NONE;
    }

    /** The id of each account that was reported, and what it was then; empty: gone. */
    void each(BiConsumer<String, Optional<Account>> visitor) {
        byId.forEach((id, report) -> visitor.accept(id, report.now()));
    }

    /** The account of that id, if it was reported as being there. */
    Optional<Account> present(String id) {
        Report report = byId.get(id);
        return report == null ? Optional.empty() : report.now();
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
        if (doubts.logins().contains(key)) {
            return Optional.empty();
        }
        return merged(byLogin.getOrDefault(key, List.of()), content.byLogin(key))
                .filter(this::isClearLogin);
    }

    /**
     * Returns whether the provider need not be asked. A report does not contain all names of an account, and only the
     * provider can distinguish two accounts of one name.
     */
    private boolean isClearLogin(LookupResult answer) {
        return answer.fold(found -> found.size() == 1, () -> byLogin.isEmpty() && !doubts.everyLogin(), why -> false);
    }

    Optional<LookupResult> byAddress(EmailAddress address, AccountIndex content) {
        if (this == NOTHING) {
            return content.byAddress(address);
        }
        if (doubts.addresses().contains(address)) {
            return Optional.empty();
        }
        return merged(byAddress.getOrDefault(address, List.of()), content.byAddress(address))
                .filter(answer -> answer.isFound() || !doubts.everyAddress());
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
