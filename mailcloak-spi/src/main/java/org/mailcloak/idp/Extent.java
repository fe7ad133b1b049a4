package org.mailcloak.idp;

/** The look-ups that a failure of one look-up concerns. */
public enum Extent {
    /** It may concern all look-ups: the host finds out with {@link IdentityProvider#probe}. */
    PERHAPS_ALL,
    /**
     * The provider answers, and says that a source behind it is out, such as a directory that some of its accounts come from.
     * For these it is an outage, for others not.
     */
    SOURCE,
    /** This question only. */
    ONE
}
