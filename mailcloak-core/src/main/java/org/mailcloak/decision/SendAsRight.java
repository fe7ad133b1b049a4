package org.mailcloak.decision;

/**
 * What a user has to say for sending as an address.
 *
 * @param why what could not be asked, for {@link Kind#UNKNOWN}; else empty
 */
record SendAsRight(Kind kind, String why) {

    /** From the weakest to the strongest. Of several readings of an address the weakest counts. */
    enum Kind {
        NONE,
        /** By an alias that is bound to another account. */
        CHANGED,
        UNKNOWN,
        CATCH_ALL,
        GROUP,
        ALIAS,
        ADDRESS
    }

    static final SendAsRight NONE = new SendAsRight(Kind.NONE, "");
    static final SendAsRight CHANGED = new SendAsRight(Kind.CHANGED, "");
    static final SendAsRight CATCH_ALL = new SendAsRight(Kind.CATCH_ALL, "");
    static final SendAsRight GROUP = new SendAsRight(Kind.GROUP, "");
    static final SendAsRight ALIAS = new SendAsRight(Kind.ALIAS, "");
    static final SendAsRight ADDRESS = new SendAsRight(Kind.ADDRESS, "");

    static SendAsRight unknown(String why) {
        return new SendAsRight(Kind.UNKNOWN, why);
    }

    SendAsRight orStronger(SendAsRight other) {
        return kind.compareTo(other.kind) >= 0 ? this : other;
    }

    SendAsRight orWeaker(SendAsRight other) {
        return kind.compareTo(other.kind) <= 0 ? this : other;
    }
}
