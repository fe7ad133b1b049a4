package org.mailcloak.cache;

import org.mailcloak.store.StoreException;

/** Ends a decision that will be made again. One object without a stack trace: it is thrown for every cold request. */
final class PendingLookupException extends StoreException {

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace that could be wrong
    static final PendingLookupException INSTANCE = new PendingLookupException();

    private static final long serialVersionUID = 1;

    private PendingLookupException() {
        super("not known yet");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
