package org.mailcloak.mirror;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.ScanVisitor;

/** Takes what a scan tells. For one thread. */
final class ContentBuilder implements ScanVisitor {

    private final UnaryOperator<String> loginKey;
    private final Packer packer = new Packer();
    private final Numbers<MailDomain> domains = new Numbers<>();
    private final Numbers<String> groups = new Numbers<>();
    private final Set<String> doubtfulLogins = new HashSet<>();
    private final Set<EmailAddress> doubtfulAddresses = new HashSet<>();
    private int[] positions = new int[1024];
    private int count;
    private boolean severalNames;

    /** @param loginKey the form in which names are compared */
    ContentBuilder(UnaryOperator<String> loginKey) {
        this.loginKey = loginKey;
    }

    @Override
    public void found(Identity identity, Set<String> loginNames) {
        Set<String> keys = loginNames.stream().map(loginKey).collect(Collectors.toUnmodifiableSet());
        add(identity, keys);
    }

    @Override
    public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
        loginNames.stream().map(loginKey).forEach(doubtfulLogins::add);
        doubtfulAddresses.addAll(addresses);
    }

    /** @param loginKeys in the form in which they are compared */
    void add(Identity identity, Set<String> loginKeys) {
        severalNames |= loginKeys.size() > 1 || !loginKeys.contains(loginKey.apply(identity.loginName()));
        Records.pack(packer, identity, loginKeys, domains, groups);
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
        }
        positions[count] = packer.end();
        count++;
    }

    /**
     * What was taken so far; more may follow.
     *
     * @param everybody whether whoever was not told does not exist
     */
    Content finish(boolean everybody) {
        Records records = new Records(packer.finish(), domains.values(), groups.values());
        Slots ids = new Slots(count);
        int logins = 0;
        int addresses = 0;
        // From the end: of two records with one id the later one holds.
        int kept = 0;
        for (int i = count - 1; i >= 0; i--) {
            String id = records.id(positions[i]);
            if (Content.positionOf(records, ids, id) < 0) {
                ids.put(id.hashCode(), positions[i]);
                // What is overwritten here was read in an earlier turn.
                positions[count - 1 - kept] = positions[i];
                kept++;
                logins += records.loginKeys(positions[i]).size();
                addresses += (int) addresses(records.identity(positions[i])).count();
            }
        }
        System.arraycopy(positions, count - kept, positions, 0, kept);
        count = kept;
        return index(records, ids, logins, addresses, everybody);
    }

    private Content index(Records records, Slots ids, int logins, int addresses, boolean everybody) {
        Slots byLogin = new Slots(logins);
        Slots byAddress = new Slots(addresses);
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            records.loginKeys(position).forEach(key -> byLogin.put(key.hashCode(), position));
            addresses(records.identity(position)).forEach(address -> byAddress.put(Content.hash(address), position));
        }
        return new Content(
                records,
                count,
                domains.byValue(),
                new Content.Index(ids, byLogin, byAddress),
                Set.copyOf(doubtfulLogins),
                Set.copyOf(doubtfulAddresses),
                severalNames,
                everybody);
    }

    private static Stream<EmailAddress> addresses(Identity identity) {
        return Stream.concat(identity.primaryAddress().stream(), identity.aliasAddresses().stream())
                .distinct();
    }
}
