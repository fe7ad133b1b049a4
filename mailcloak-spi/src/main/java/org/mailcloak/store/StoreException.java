package org.mailcloak.store;

/** The store could not answer or could not take a change. Nothing was changed. The message is fit for an operator. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
