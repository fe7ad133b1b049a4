package org.mailcloak.idp.ldap;

/**
 * The end of a search by pages to which the server names no end: with every page it may send a cookie for a further
 * one. Whether the cookie changes says nothing, for some servers send the same with each page. For one search, and for
 * one thread.
 */
final class PagingLimit {

    /** A server may send some, where it looked for long at entries that do not fit. */
    static final int MOST_EMPTY = 100;

    /** Twenty million entries in full pages. */
    static final int MOST_PAGES = 100_000;

    /** Entries of an address book that {@code user_filter} fits. Accounts are bounded by the memory that they take. */
    static final int MOST_SKIPPED = 1_000_000;

    private int pages;
    private int empty;
    private long skipped;

    /**
     * Counts a page.
     *
     * @param unused how many of its entries the caller does not use
     * @throws LdapUnavailableException if that was one too many
     */
    void count(EntryPage page, int unused) throws LdapUnavailableException {
        pages++;
        empty = page.entries().isEmpty() ? empty + 1 : 0;
        skipped += unused;
        if (page.next().isEmpty()) {
            return;
        }
        check(empty, MOST_EMPTY, "pages in a row without an entry");
        check(pages, MOST_PAGES, "pages");
        check(skipped, MOST_SKIPPED, "entries without a login name");
    }

    private static void check(long number, long most, String what) throws LdapUnavailableException {
        if (number >= most) {
            throw LdapUnavailableException.unclear(
                    "the server has sent " + number + " " + what + " and names a further page: its list has no end");
        }
    }
}
