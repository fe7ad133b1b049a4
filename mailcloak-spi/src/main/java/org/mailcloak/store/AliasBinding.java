package org.mailcloak.store;

import java.time.Instant;

/**
 * The account that a target of an alias was bound to.
 *
 * @param alias its address as it is stored; {@code @domain} for a catch-all
 * @param target as the alias holds it
 * @param accountId {@code providerId:accountId}, such as {@code local:} and a UUID
 * @param boundAt to the second
 */
public record AliasBinding(String alias, String target, String accountId, Instant boundAt) {}
