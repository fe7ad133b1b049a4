package org.mailcloak.config;

import java.util.Optional;

/**
 * An IP address read from its digits: no name is ever looked up. An IPv4-mapped IPv6 address is the IPv4 address.
 *
 * @param v4 whether it is an IPv4 address
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address in the lower 32
 */
record AddressLiteral(boolean v4, long high, long low) {

    private static final int GROUPS = 8;
    private static final long MAPPED = 0xFFFFL << 32;

    int bits() {
        return v4 ? 32 : 128;
    }

    /** 127.0.0.0/8 or ::1. */
    boolean isLoopback() {
        return v4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** A zone ({@code fe80::1%eth0}) is left out; a leading zero in an IPv4 part is refused, as it may mean octal. */
    static Optional<AddressLiteral> parse(String text) {
        if (text.indexOf(':') < 0) {
            long address = v4(text, 0, text.length());
            return address < 0 ? Optional.empty() : Optional.of(new AddressLiteral(true, 0, address));
        }
        int zone = text.indexOf('%');
        return v6(zone < 0 ? text : text.substring(0, zone));
    }

    /** The 32 bits, or -1 if the part of the text is no address. */
    private static long v4(String text, int from, int to) {
        long address = 0;
        int part = -1;
        int parts = 1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && part >= 0 && parts < 4) {
                address = address << 8 | part;
                part = -1;
                parts++;
            } else if (c >= '0' && c <= '9' && part != 0) {
                part = Math.max(part, 0) * 10 + (c - '0');
            } else {
                return -1;
            }
            if (part > 255) {
                return -1;
            }
        }
        return parts == 4 && part >= 0 ? address << 8 | part : -1;
    }

    private static Optional<AddressLiteral> v6(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return groups(text, groups) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int before = gap == 0 ? 0 : groups(text.substring(0, gap), groups);
        int after = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2), tail);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(of(groups));
    }

    /** Fills in the groups of a text without {@code ::}; their number, or -1 if it is not well-formed. */
    private static int groups(String text, int[] groups) {
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            boolean dotted = colon < 0 && text.indexOf('.', start) >= 0;
            if (count + (dotted ? 2 : 1) > GROUPS) {
                return -1;
            }
            long value = dotted ? v4(text, start, end) : hex(text, start, end);
            if (value < 0) {
                return -1;
            }
            if (dotted) {
                groups[count++] = (int) (value >> 16);
            }
            groups[count++] = (int) (value & 0xFFFF);
            start = end + 1;
        }
        return count;
    }

    private static int hex(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static AddressLiteral of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + GROUPS / 2];
        }
        boolean mapped = high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == MAPPED;
        return mapped ? new AddressLiteral(true, 0, low & 0xFFFF_FFFFL) : new AddressLiteral(false, high, low);
    }
}
