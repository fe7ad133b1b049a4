package org.mailcloak.idp;

/**
 * Reports changes that a provider learns of by itself. Offered by {@link IdentityProvider#changes}; without it, cached
 * answers live by their TTL.
 *
 * <p>A provider that hears of single accounts reports those ({@link ChangeListener#accountChanged}). One that hears of every
 * change says when that begins and ends ({@link ChangeListener#feedLive}, {@link ChangeListener#feedBroken}): meanwhile
 * cached answers need no TTL. So a change by time alone, such as an account that expires, has to be reported then too, and
 * look-ups must be answered by the source that the changes come from.
 *
 * @since 1.0
 */
public interface ChangeFeed {

    /**
     * Begins to report. The host calls this once, before the first look-up.
     *
     * @param listener may be called from any thread, until {@link IdentityProvider#close()} returns
     */
    void subscribe(ChangeListener listener);
}
