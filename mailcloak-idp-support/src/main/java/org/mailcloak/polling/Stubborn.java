package org.mailcloak.polling;

import static java.util.Objects.requireNonNull;

/**
 * Counts how often in a row one item could not be read, for a reader of changes that tries a failed one again: an item that
 * fails for a reason of its own must not keep all that follow from being read. For one thread.
 */
public final class Stubborn {

    /** One more may help; after that it is the item's own fault. */
    private static final int TRIES = 2;

    private String item = "";
    private int failures;

    /** Whether this item has failed now as often as it may. Then it is forgotten, and the reader goes on without it. */
    public boolean failedTooOften(String failed) {
        failures = requireNonNull(failed, "failed").equals(item) ? failures + 1 : 1;
        item = failed;
        if (failures < TRIES) {
            return false;
        }
        forget();
        return true;
    }

    /** An item was read. */
    public void forget() {
        item = "";
        failures = 0;
    }
}
