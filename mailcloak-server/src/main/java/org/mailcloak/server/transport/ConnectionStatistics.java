package org.mailcloak.server.transport;

/**
 * The connections of all sockets together. All counts but the first two only grow.
 *
 * @param open now
 * @param limit how many may be open
 * @param accepted that were taken since the start
 * @param refused that were closed at once because as many were open as may be
 * @param overdue that were closed because they were idle, or a request half sent, or a reply not taken, for too long
 * @param invalid that were closed because the peer sent no valid request
 * @param heavy that were closed because they held the most when half-sent requests and untaken replies were too many
 */
public record ConnectionStatistics(
        int open, int limit, long accepted, long refused, long overdue, long invalid, long heavy) {}
