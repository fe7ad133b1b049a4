package org.mailcloak.store.sqlite;

import org.mailcloak.store.StoreException;

/** One row, or what belongs to it, cannot be read or is too much; others can. Mail that needs it is deferred. */
final class UnclearRowException extends StoreException {

    private static final long serialVersionUID = 1L;

    UnclearRowException(String message) {
        super(message);
    }
}
