/**
 * Postfix's older look-up protocol over TCP, tcp_table(5): requests and replies of one line each, for the server's side and
 * the client's. A connection is for one table, so a request names none.
 */
@NullMarked
package org.mailcloak.protocol.tcptable;

import org.jspecify.annotations.NullMarked;
