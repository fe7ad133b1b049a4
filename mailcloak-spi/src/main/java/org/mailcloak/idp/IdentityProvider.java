package org.mailcloak.idp;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * Answers who an account is. What else a provider can do is offered as an interface of its own: {@link GroupDirectory}, {@link
 * AccountScanner}, {@link ChangeFeed}, {@link Diagnostics}. The contract, which {@code IdentityProviderContract} of
 * mailcloak-testkit checks:
 *
 * <ul>
 *   <li><b>Life.</b> The host closes each provider once. A process may have two at a time: a reload creates the next one
 *       while requests still use the one before, which is closed 12 s later. So a provider must not hold what a second one
 *       needs, such as a lock on a file. {@link #close()} ends look-ups that are under way with {@link
 *       LookupResult.Unavailable}; so does every look-up after it.
 *   <li><b>Threads.</b> Any method may be called from many threads at once. The bundled server asks with at most 12 threads
 *       for accounts that are known and for logins, and with 24 for all others; 1,000 more look-ups of either kind may wait.
 *   <li><b>Time.</b> Look-ups block. The bundled server stops waiting for one after 8 s, and for all look-ups of one request
 *       after 10 s, and treats a late answer as unavailable; a provider should end its own calls within a few seconds. After
 *       3 failures in a row that {@link #probe} confirms as an outage the provider is left alone for a while.
 *   <li><b>Absence.</b> Only a well-formed, authoritative answer is "not found". A refused login of the provider's own
 *       service account, a full queue, a malformed body, a timeout are {@link LookupResult.Unavailable}. An answer about
 *       another account than the one that was asked for is unavailable as well, never "not found".
 *   <li><b>Outage or unclear.</b> {@link LookupResult#unavailable} says that the source as a whole may be out: no connection,
 *       refused credentials, a timeout, a failure of the server. What concerns one question only (refused, malformed,
 *       oversized, ambiguous, too many hits) is {@link LookupResult#unclear}. Whether the first really is an outage, the host
 *       finds out with {@link #probe}.
 *   <li><b>Throwing.</b> An exception counts as unavailable and is logged once. Interruption is unavailable, and the
 *       interrupt flag stays set.
 *   <li><b>Purity.</b> Same question, same answer: the provider caches no answers (the host does) and never logs
 *       secrets. Keeping a connection or an access token is fine.
 * </ul>
 */
public interface IdentityProvider extends AutoCloseable {

    /**
     * Looks an account up by the name it logs in with. Names differ in letter case only if the provider itself
     * distinguishes them.
     *
     * @param loginName as the SASL server reported it; the caller never passes an empty name
     * @return at most one account
     */
    LookupResult findByLogin(String loginName);

    /**
     * As {@link #findByLogin}, for mail to the account and not from it: the host may answer with what is as old as other
     * answers where it asks anew for each login. A provider need not implement it.
     *
     * @since 1.0
     */
    default LookupResult findRecipient(String loginName) {
        return findByLogin(loginName);
    }

    /**
     * Looks up the owners of an address: accounts that have it as their primary address or as an alias that the
     * provider holds. Every account in the answer {@linkplain Account#owns owns} the address.
     */
    LookupResult findByAddress(EmailAddress address);

    /**
     * Returns the groups that have addresses; empty if there are none by the provider's configuration, and fewer
     * questions are asked then. It does not block. Its answer stays as it is; one that follows the content may only
     * change before the host is notified that everything may have changed.
     *
     * @since 1.0
     */
    default Optional<GroupDirectory> groups() {
        return Optional.empty();
    }

    /**
     * Returns how all accounts are read; empty if the source cannot list them. The answer stays as it is.
     *
     * @since 1.0
     */
    default Optional<AccountScanner> scanner() {
        return Optional.empty();
    }

    /**
     * Returns the feed of changes; empty if the provider never learns of any. The answer stays as it is.
     *
     * @since 1.0
     */
    default Optional<ChangeFeed> changes() {
        return Optional.empty();
    }

    /**
     * Returns the provider's own examination; empty if its look-ups say all there is to say. The answer stays as it is.
     *
     * @since 1.0
     */
    default Optional<Diagnostics> diagnostics() {
        return Optional.empty();
    }

    /**
     * Asks the source one question of the provider's own: is it able to answer at all? The host asks after look-ups that
     * failed and might be an outage, before it counts them as one, and while it leaves a provider alone, in order to notice
     * the end of that. So the question must hold nothing of any look-up: a server behind a filter may refuse, or answer
     * slowly, a text that a stranger chose, and answers all others. It blocks for as long as a look-up at most, and it needs
     * the same credentials and permissions as look-ups do. Many threads may ask at once.
     *
     * @return by default whether a look-up by a fixed name ends as unavailable: found and not found are both fine
     * @since 1.0
     */
    default Probe probe() {
        return Probe.of(findByLogin(Probe.LOGIN));
    }

    /** Releases connections and threads. Never throws; a second call does nothing. */
    @Override
    void close();
}
