package org.mailcloak.mirror;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.ScanVisitor;

/** A builder that takes what a scan reports. For one thread. */
final class AccountIndexBuilder implements ScanVisitor {

    /** There are two for a while, the known one and the one that is read, and room for the rest. */
    private static final int SHARE_OF_HEAP = 3;

    /** What finding an account takes beside what is packed. */
    private static final int INDEX_BYTES = 40;

    /** A text, an address or a domain in a set. */
    private static final int ENTRY_BYTES = 150;

    private final UnaryOperator<String> loginKey;
    private final RecordEncoder packer = new RecordEncoder();
    private final Numbers<MailDomain> domains = new Numbers<>();
    private final Set<String> doubtfulLogins = new HashSet<>();
    private final Set<EmailAddress> doubtfulAddresses = new HashSet<>();
    private final long mostBytes;
    private int[] positions = new int[1024];
    private int count;
    private long doubtfulBytes;
    private boolean full;
    private int conflicts;
    private String conflictingId = "";

    /** @param loginKey the form in which names are compared */
    AccountIndexBuilder(UnaryOperator<String> loginKey) {
        this(loginKey, mostBytes());
    }

    /** Returns an index of no account, which says of no name that it does not exist. */
    static AccountIndex nothing() {
        return new AccountIndexBuilder(name -> name).finish(false);
    }

    /** What this process has for the accounts. */
    static long mostBytes() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /** @param mostBytes what the accounts may take together */
    AccountIndexBuilder(UnaryOperator<String> loginKey, long mostBytes) {
        this.loginKey = loginKey;
        this.mostBytes = mostBytes;
    }

    /** Throws from the first account on that is too many: a provider that goes on is stopped again. */
    private void checkRoom() {
        long sets = doubtfulBytes + domains.size() * (long) ENTRY_BYTES;
        full |= packer.bytes() + (long) count * INDEX_BYTES + sets > mostBytes;
        if (full) {
            throw new TooManyAccountsException(mostBytes);
        }
    }

    boolean isFull() {
        return full;
    }

    @Override
    public void found(Account account, Set<String> loginNames) {
        checkRoom();
        Set<String> keys = loginNames.stream().map(loginKey).collect(Collectors.toUnmodifiableSet());
        add(account, keys);
    }

    @Override
    public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
        doubtfulBytes += (loginNames.size() + addresses.size()) * (long) ENTRY_BYTES;
        checkRoom();
        loginNames.stream().map(loginKey).forEach(doubtfulLogins::add);
        doubtfulAddresses.addAll(addresses);
    }

    /** How many records had the id of a later one and other values. Known once it is {@linkplain #finish finished}. */
    int conflicts() {
        return conflicts;
    }

    /** The id of one of them; empty if there are none. */
    String conflictingId() {
        return conflictingId;
    }

    /** @param loginKeys in the form in which they are compared */
    void add(Account account, Set<String> loginKeys) {
        Records.pack(packer, account, loginKeys, domains);
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
        }
        positions[count] = packer.end();
        count++;
    }

    /**
     * Returns what was taken so far; more may follow.
     *
     * @param everybody whether an account that was not reported does not exist
     * @throws TooManyAccountsException if so many records have the id of another one that their keys have no room
     */
    AccountIndex finish(boolean everybody) {
        Records records = new Records(packer.finish(), domains.values());
        HashIndex ids = new HashIndex(count);
        int logins = 0;
        int addresses = 0;
        // From the end: of two equal records with one id the later one stays.
        int kept = 0;
        for (int i = count - 1; i >= 0; i--) {
            int position = positions[i];
            int later = AccountIndex.positionOf(records, ids, records.id(position));
            if (later >= 0) {
                compare(records, position, later);
                continue;
            }
            ids.put(records.id(position).hashCode(), position);
            // What is overwritten here was read in an earlier turn.
            positions[count - 1 - kept] = position;
            kept++;
            logins += records.loginKeys(position).size();
            addresses += (int) addresses(records.account(position)).count();
        }
        System.arraycopy(positions, count - kept, positions, 0, kept);
        count = kept;
        return index(records, ids, logins, addresses, everybody);
    }

    /**
     * An account is listed twice where pages overlap. Where the two differ it was changed meanwhile, or two accounts have
     * one id: the provider has to say what holds.
     */
    private void compare(Records records, int one, int later) {
        if (records.account(one).equals(records.account(later))
                && records.loginKeys(one).equals(records.loginKeys(later))) {
            return;
        }
        conflicts++;
        conflictingId = records.id(one);
        doubt(records, one);
        doubt(records, later);
        checkRoom();
    }

    private void doubt(Records records, int position) {
        int before = doubtfulLogins.size() + doubtfulAddresses.size();
        doubtfulLogins.addAll(records.loginKeys(position));
        addresses(records.account(position)).forEach(doubtfulAddresses::add);
        doubtfulBytes += (doubtfulLogins.size() + doubtfulAddresses.size() - before) * (long) ENTRY_BYTES;
    }

    private AccountIndex index(Records records, HashIndex ids, int logins, int addresses, boolean everybody) {
        HashIndex byLogin = new HashIndex(logins);
        HashIndex byAddress = new HashIndex(addresses);
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            records.loginKeys(position).forEach(key -> byLogin.put(key.hashCode(), position));
            addresses(records.account(position))
                    .forEach(address -> byAddress.put(AccountIndex.hash(address), position));
        }
        return new AccountIndex(
                records,
                count,
                domains.byValue(),
                new AccountIndex.Index(ids, byLogin, byAddress),
                Set.copyOf(doubtfulLogins),
                Set.copyOf(doubtfulAddresses),
                everybody);
    }

    private static Stream<EmailAddress> addresses(Account account) {
        return Stream.concat(account.primaryAddress().stream(), account.aliasAddresses().stream())
                .distinct();
    }
}
