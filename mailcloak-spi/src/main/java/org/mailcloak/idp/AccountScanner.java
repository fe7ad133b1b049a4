package org.mailcloak.idp;

/**
 * Reads all accounts of a provider, for a host that keeps them all in memory ({@code mirror: true}). Offered by {@link
 * IdentityProvider#scanner}.
 *
 * @since 1.0
 */
public interface AccountScanner {

    /**
     * Streams every account to the visitor, page by page. Blocks, for minutes if there are very many; {@link
     * IdentityProvider#close()} ends it with {@link ScanResult.Unavailable}. A page that fails makes the scan unavailable,
     * never shorter; and as with {@link LookupResult.NotFound}, only a well-formed, authoritative list is complete. The host
     * calls it again and again, but not twice at once.
     */
    ScanResult scan(ScanVisitor visitor);

    /**
     * Returns the form in which login names are compared: {@link IdentityProvider#findByLogin} finds an account of this name
     * by that one, if the forms of both are equal. The host may call it for every request, so it asks no server and takes no
     * lock.
     *
     * @return by default the name itself, for a provider that distinguishes letter case
     */
    default String loginKey(String loginName) {
        return loginName;
    }
}
