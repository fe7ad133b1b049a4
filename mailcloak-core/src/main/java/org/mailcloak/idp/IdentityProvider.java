package org.mailcloak.idp;

import java.util.List;
import org.mailcloak.address.EmailAddress;

/**
 * Answers who an account is. The contract, which {@code IdentityProviderContract} of mailcloak-testkit checks:
 *
 * <ul>
 *   <li><b>Life.</b> The host creates one provider per process and closes it once. {@link #close()} ends look-ups that
 *       are under way with {@link Lookup.Unavailable}; so does every look-up after it.
 *   <li><b>Threads.</b> Any method may be called from many threads at once.
 *   <li><b>Time.</b> Look-ups block. The host stops waiting at its own deadline and treats a late answer as
 *       unavailable; a provider should end its own calls within a few seconds.
 *   <li><b>Absence.</b> Only a well-formed, authoritative answer is "not found". A refused login of the provider's own
 *       service account, a full queue, a malformed body, a timeout are {@link Lookup.Unavailable}.
 *   <li><b>Throwing.</b> An exception counts as unavailable and is logged once. Interruption is unavailable, and the
 *       interrupt flag stays set.
 *   <li><b>Purity.</b> Same question, same answer: the provider caches no answers (the host does) and never logs
 *       secrets. Keeping a connection or an access token is fine.
 * </ul>
 */
public interface IdentityProvider extends AutoCloseable {

    /**
     * Looks an account up by the name it logs in with. Names differ in letter case only if the provider itself tells
     * them apart.
     *
     * @param loginName as the SASL server reported it; the caller never passes an empty name
     * @return at most one identity
     */
    Lookup findByLogin(String loginName);

    /**
     * Looks up the owners of an address: accounts that have it as their primary address or as an alias that the
     * provider holds. Every identity in the answer {@linkplain Identity#owns owns} the address.
     */
    Lookup findByAddress(EmailAddress address);

    /**
     * Tells all accounts, read in pages, for a host that keeps them all in memory. Blocks, for minutes if there are very
     * many; {@link #close()} ends it with {@link Scan.Unavailable}. A page that fails makes the scan unavailable, never
     * shorter; and as with {@link Lookup.NotFound}, only a well-formed, authoritative list is complete. The host calls it
     * again and again, but not twice at once.
     *
     * @return {@link Scan.Unsupported} without a call of the visitor, unless the provider implements this
     */
    default Scan scan(ScanVisitor visitor) {
        return Scan.unsupported();
    }

    /**
     * The form in which login names are compared: {@link #findByLogin} finds an account of this name by that one, if the
     * forms of both are equal. The host may call it for every request: it asks nobody and takes no lock.
     *
     * @return by default the name itself, for a provider that tells letter case apart
     */
    default String loginKey(String loginName) {
        return loginName;
    }

    /**
     * Whether groups of this provider can have addresses, by its configuration. If not, {@link #findGroupByAddress} is
     * never called, and fewer questions are asked. It does not block, and its answer stays as it is; an answer that follows
     * the content may only change before the host is told that everything may have changed.
     *
     * @since 1.0
     */
    default boolean hasGroups() {
        return false;
    }

    /**
     * Looks up the group that has an address. The host asks only if no account has the address. {@link GroupWalk} collects
     * the members of groups within groups. Changes of groups are reported as {@link ChangeListener} says for accounts.
     *
     * @return at most one group; if several have the address, {@link GroupLookup.Broken} with their names in the reason
     * @since 1.0
     */
    default GroupLookup findGroupByAddress(EmailAddress address) {
        return GroupLookup.notFound();
    }

    /**
     * Tells the host about changes that the provider learns of by itself. The host calls this once, before the first
     * look-up. A provider that is never told of changes keeps this default, and its cached answers live by their TTL.
     *
     * <p>One that hears of single identities reports those ({@link ChangeListener#identityChanged}). One that hears of
     * every change says when that begins and ends ({@link ChangeListener#feedLive}, {@link ChangeListener#feedBroken}):
     * meanwhile cached answers need no TTL. So what changes by time alone, such as an account that expires, has to be
     * reported then too, and look-ups must be answered by the source that the changes come from.
     *
     * @param listener may be called from any thread, until {@link #close()} returns
     */
    default void onChange(ChangeListener listener) {}

    /**
     * Examines what the provider needs in order to answer: whether it is reached, whether its credentials and each
     * permission are right, what it can see. For {@code mailcloakctl idp check}; it may take some seconds, and it is
     * called on a provider that is fresh from its factory. The default asks two look-ups.
     *
     * @return in the order in which a person should read it; never empty
     */
    default List<Diagnosis> diagnose(Examination wanted) {
        return LookupExamination.of(this, wanted);
    }

    /** Releases connections and threads. Never throws; a second call does nothing. */
    @Override
    void close();
}
