package org.mailcloak.idp;

/**
 * To whom an account may write.
 *
 * @since 1.0
 */
public enum AccountScope {
    /** To every address. */
    ANYWHERE,
    /** To addresses in local domains only. */
    LOCAL_ONLY
}
