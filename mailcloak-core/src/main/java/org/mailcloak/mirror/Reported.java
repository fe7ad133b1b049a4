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
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.Lookup;

/**
 * What has come to be known beside a {@link Content}, and goes before it: the accounts that the provider has reported
 * since, and the keys of those that only the last scan did not tell, about whom the provider has to be asked. Immutable.
 */
final class Reported {

    static final Reported NOTHING = new Reported(Map.of(), Set.of(), Set.of(), name -> name);

    /**
     * @param number of the report: a scan that began later has seen it
     */
    record Report(long number, Optional<Identity> now) {}

    private final Map<String, Report> byId;
    private final Map<String, List<Identity>> byLogin = new HashMap<>();
    private final Map<EmailAddress, List<Identity>> byAddress = new HashMap<>();
    private final Set<String> missingLogins;
    private final Set<EmailAddress> missingAddresses;
    private final UnaryOperator<String> loginKey;

    private Reported(
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

    private void index(Identity identity) {
        byLogin.computeIfAbsent(loginKey.apply(identity.loginName()), key -> new ArrayList<>())
                .add(identity);
        Stream.concat(identity.primaryAddress().stream(), identity.aliasAddresses().stream())
                .distinct()
                .forEach(address -> byAddress
                        .computeIfAbsent(address, key -> new ArrayList<>())
                        .add(identity));
    }

    Reported with(IdentityChange change, long number, UnaryOperator<String> key) {
        Map<String, Report> next = new HashMap<>(byId);
        next.put(change.id(), new Report(number, change.now()));
        return new Reported(next, missingLogins, missingAddresses, key);
    }

    /** Only what was reported after that number, and these as missing. */
    Reported since(long number, Set<String> logins, Set<EmailAddress> addresses) {
        Map<String, Report> later = new HashMap<>();
        byId.forEach((id, report) -> {
            if (report.number() > number) {
                later.put(id, report);
            }
        });
        return later.isEmpty() && logins.isEmpty() && addresses.isEmpty()
                ? NOTHING
                : new Reported(later, logins, addresses, loginKey);
    }

    int size() {
        return byId.size();
    }

    boolean isGone(String id) {
        Report report = byId.get(id);
        return report != null && report.now().isEmpty();
    }

    Optional<Lookup> byLogin(String key, Content content) {
        if (this == NOTHING) {
            return content.byLogin(key);
        }
        if (missingLogins.contains(key)) {
            return Optional.empty();
        }
        Optional<Lookup> answer = merged(byLogin.getOrDefault(key, List.of()), content.byLogin(key));
        return isUnclear(answer, content) ? Optional.empty() : answer;
    }

    /** A report does not tell all names of an account; and two accounts of one name are for the provider to tell apart. */
    private boolean isUnclear(Optional<Lookup> answer, Content content) {
        return answer.isPresent()
                && answer.get()
                        .fold(
                                found -> found.size() > 1,
                                () -> content.hasSeveralNames() && !byLogin.isEmpty(),
                                why -> true);
    }

    Optional<Lookup> byAddress(EmailAddress address, Content content) {
        if (this == NOTHING) {
            return content.byAddress(address);
        }
        if (missingAddresses.contains(address)) {
            return Optional.empty();
        }
        return merged(byAddress.getOrDefault(address, List.of()), content.byAddress(address));
    }

    /** Those from the content who were not reported, and those who were. */
    private Optional<Lookup> merged(List<Identity> reported, Optional<Lookup> answer) {
        if (answer.isEmpty()) {
            return answer;
        }
        List<Identity> known = answer.get().fold(found -> found, List::of, why -> List.of());
        if (reported.isEmpty() && known.stream().noneMatch(identity -> byId.containsKey(identity.id()))) {
            return answer;
        }
        return Optional.of(Lookup.of(Stream.concat(
                        known.stream().filter(identity -> !byId.containsKey(identity.id())), reported.stream())
                .toList()));
    }
}
