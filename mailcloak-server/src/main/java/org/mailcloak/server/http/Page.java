package org.mailcloak.server.http;

/** What is served under one path. */
@FunctionalInterface
public interface Page {

    /** The page as it is now. Called by any thread of the listener, and by several at once. */
    PageContent render();
}
