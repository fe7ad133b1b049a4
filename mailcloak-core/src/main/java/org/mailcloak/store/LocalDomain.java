package org.mailcloak.store;

/**
 * A domain whose mail is ours.
 *
 * @param name as it is stored
 * @param enabled whether it is in force
 */
public record LocalDomain(String name, boolean enabled) {}
