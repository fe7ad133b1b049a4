package org.mailcloak.store;

/**
 * A local alias: mail for the address goes to the login's mailbox, and the login may send as the address.
 *
 * @param address as it is stored
 * @param login the login name behind it
 * @param enabled whether the alias is in force
 */
public record Alias(String address, String login, boolean enabled) {}
