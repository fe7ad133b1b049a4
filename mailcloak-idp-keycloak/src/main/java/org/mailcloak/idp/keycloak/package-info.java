/**
 * Accounts from Keycloak, asked through its admin API.
 *
 * <p>What the answers are worth: with the role {@code query-users} alone, Keycloak answers 200 with an empty list to
 * every request. An empty list is therefore believed only if the service account is seen to view users <em>after</em>
 * it came.
 *
 * <p>Users from a federated directory: while that is down, Keycloak shows imported users as disabled, and does not show
 * at all whom it never imported, each with status 200 (seen with 26.7). The first is noticed: such a user is disabled only
 * if a search for users who are stored as disabled finds it too. The second looks exactly like an unknown user, and
 * cannot be noticed. Who federates a directory imports its users (Keycloak's {@code Import Users}, with a periodic full
 * sync), so that there are none of that kind.
 */
@NullMarked
package org.mailcloak.idp.keycloak;

import org.jspecify.annotations.NullMarked;
