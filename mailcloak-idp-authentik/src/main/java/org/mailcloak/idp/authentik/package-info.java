/**
 * Accounts and groups from authentik, asked through {@code /api/v3/core/users/} and {@code /api/v3/core/groups/}.
 * Versions 2024.2 and later.
 *
 * <p>What its answers are worth, and what is done about it:
 *
 * <ul>
 *   <li>A dead token and a missing permission are both status 403, never 401. Neither says anything about a user.
 *   <li>With a permission on single users, authentik leaves out the others without a notice, and answers 200 with an
 *       empty list. So "not found" is believed only if the token's own account is seen <em>after</em> it: with the
 *       global permission all accounts are seen, itself included.
 *   <li>Filters are case-sensitive and there is none for an address in any spelling. {@code search} ignores case, and
 *       finds far too much: every answer is compared here.
 *   <li>{@code attributes} is a filter by any look-up of Django's ORM. On the text of a value, {@code icontains} finds
 *       an address in a single value and in a list, in any spelling.
 *   <li>Pages are cut from a list that others change. Sorted by {@code pk} no user moves but by a change of the list,
 *       and that shows in its count.
 *   <li>A group lists the numbers of its members, without their type and immutable id; the list of users can be
 *       filtered by a group, by direct membership, whether the group is seen or not. Servers before 2025.8 name a
 *       group's parent and not its children: there all groups are read.
 *   <li>Groups can be hidden as users can; "no such group", and a list of members, are believed only if a group is seen
 *       that the token's own account is in.
 * </ul>
 *
 * <p>Requests: one for a login in the stored spelling and for the address of an account that may receive; one more for
 * each page beyond the first (100 users, if authentik allows so many), for a login in another spelling, for an alias;
 * and one more before "not found". For a group: one for its attribute and one for its name, if both are configured; two
 * for each group (one page of members; the root was read already) and two more to confirm it.
 */
@NullMarked
package org.mailcloak.idp.authentik;

import org.jspecify.annotations.NullMarked;
