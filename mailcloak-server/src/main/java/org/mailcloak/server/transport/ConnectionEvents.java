package org.mailcloak.server.transport;

/** Receives what an event loop does with connections. Called by the threads of the loops. */
interface ConnectionEvents {

    /** A connection is closed. */
    void remove(Connection connection);

    /** A connection was closed because it was over a deadline. */
    void cutOverdue();

    /** A connection was closed because its peer sent no valid request. */
    void cutInvalid();

    /** A connection was closed because it held the most when all together held too much. */
    void cutHeavy();

    /** Returns whether the log may quote what is no request, which may hold addresses and logins. */
    boolean mayQuote();
}
