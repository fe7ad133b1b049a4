package org.mailcloak.mirror;

/**
 * A scan that reports more than the memory has room for. Ends it: a list without an end would otherwise end the
 * process.
 */
final class TooManyAccountsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyAccountsException(long bytes) {
        super("the accounts take more than the " + bytes + " bytes that a mirror may have: give Java more memory");
    }
}
