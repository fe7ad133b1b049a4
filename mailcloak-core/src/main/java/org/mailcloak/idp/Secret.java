package org.mailcloak.idp;

/** A text that must not be seen: {@link #toString} hides it. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The text itself; for the one place that sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "********";
    }
}
