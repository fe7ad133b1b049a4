package org.mailcloak.idp.ldap;

/**
 * How many entries fit a filter.
 *
 * @param entries so many were sent
 * @param whole whether those are all
 * @param limited whether there are more, which the server does not show to this account in one search
 */
record EntryCount(int entries, boolean whole, boolean limited) {}
