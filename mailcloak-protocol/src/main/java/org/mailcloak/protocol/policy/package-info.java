/**
 * Postfix's policy delegation protocol ({@code check_policy_service}): requests and replies, for the server's side and
 * the client's.
 *
 * <p>A request is lines {@code name=value} and an empty line, a reply one line {@code action=...} and an empty line.
 * Lines end with LF alone. A line is split at its first {@code =}; nothing is escaped or quoted.
 */
@NullMarked
package org.mailcloak.protocol.policy;

import org.jspecify.annotations.NullMarked;
