package org.mailcloak.decision;

/**
 * What a user has to say for sending as an address.
 *
 * @param why what could not be asked, for {@link Kind#UNKNOWN}; else empty
 */
record Claim(Kind kind, String why) {

    /** From the weakest to the strongest. Of several readings of an address the weakest counts. */
    enum Kind {
        NONE,
        UNKNOWN,
        CATCH_ALL,
        GROUP,
        ALIAS,
        ADDRESS
    }

    static final Claim NONE = new Claim(Kind.NONE, "");
    static final Claim CATCH_ALL = new Claim(Kind.CATCH_ALL, "");
    static final Claim GROUP = new Claim(Kind.GROUP, "");
    static final Claim ALIAS = new Claim(Kind.ALIAS, "");
    static final Claim ADDRESS = new Claim(Kind.ADDRESS, "");

    static Claim unknown(String why) {
        return new Claim(Kind.UNKNOWN, why);
    }

    Claim orWeaker(Claim other) {
        return kind.compareTo(other.kind) <= 0 ? this : other;
    }
}
