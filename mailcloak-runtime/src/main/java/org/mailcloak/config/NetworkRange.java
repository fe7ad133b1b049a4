package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

/**
 * A block of IP addresses, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}. An IPv4 client that arrives as an
 * IPv4-mapped IPv6 address is an IPv4 client: {@code ::/0} holds no IPv4 address and {@code 0.0.0.0/0} no IPv6 address.
 * Immutable.
 */
public final class NetworkRange {

    private final AddressLiteral network;
    private final int prefix;
    private final long highMask;
    private final long lowMask;

    private NetworkRange(AddressLiteral network, int prefix) {
        this.network = network;
        this.prefix = prefix;
        int fromTop = network.v4() ? prefix + 96 : prefix;
        this.highMask = ones(Math.min(fromTop, 64));
        this.lowMask = ones(Math.max(fromTop - 64, 0));
    }

    /**
     * Reads CIDR notation; an address alone is a block of one. Brackets around an IPv6 address are taken, as in
     * Postfix's {@code mynetworks}.
     *
     * @throws IllegalArgumentException if the text is no such block, or if bits are set behind the prefix; the message
     *     says what was expected
     */
    public static NetworkRange parse(String text) {
        int slash = requireNonNull(text, "text").indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.startsWith("[") && address.endsWith("]") && address.indexOf(':') >= 0) {
            address = address.substring(1, address.length() - 1);
        }
        AddressLiteral network = AddressLiteral.parse(address).orElseThrow(() -> notARange(text));
        int written = slash < 0 ? network.bits() : prefix(text.substring(slash + 1), text);
        // ::ffff:192.0.2.0/120 counts its bits from the top of the IPv6 address.
        boolean mapped = network.v4() && address.indexOf(':') >= 0 && slash >= 0;
        int prefix = mapped ? written - 96 : written;
        if (prefix < 0 || prefix > network.bits() || address.indexOf('%') >= 0) {
            throw notARange(text);
        }
        NetworkRange range = new NetworkRange(network, prefix);
        if ((network.high() & ~range.highMask) != 0 || (network.low() & ~range.lowMask & range.width()) != 0) {
            throw new IllegalArgumentException("expected no bits behind the prefix, found " + MessageText.value(text)
                    + "; a single address has the prefix /" + network.bits());
        }
        return range;
    }

    /**
     * Whether the block holds the address.
     *
     * @param address an IP address in digits; anything else, {@code unknown} too, is in no block, and no name is looked
     *     up
     */
    public boolean contains(String address) {
        return AddressLiteral.parse(address).filter(this::contains).isPresent();
    }

    boolean contains(AddressLiteral address) {
        return address.v4() == network.v4()
                && (address.high() & highMask) == network.high()
                && (address.low() & lowMask) == network.low();
    }

    /** Whether the block holds every address of its family. */
    public boolean isEverything() {
        return prefix == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkRange range && prefix == range.prefix && network.equals(range.network);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + prefix;
    }

    /** CIDR notation; IPv6 with eight groups. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (network.v4()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(network.low() >> shift & 0xFF).append(shift == 0 ? "/" : ".");
            }
            return text.append(prefix).toString();
        }
        for (int shift = 112; shift >= 0; shift -= 16) {
            long half = shift >= 64 ? network.high() : network.low();
            text.append(Long.toHexString(half >> (shift & 63) & 0xFFFF)).append(shift == 0 ? "/" : ":");
        }
        return text.append(prefix).toString();
    }

    private long width() {
        return network.v4() ? 0xFFFF_FFFFL : -1L;
    }

    private static int prefix(String digits, String text) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw notARange(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException(
                "expected a network such as 192.0.2.0/24 or 2001:db8::/32, found " + MessageText.value(text));
    }

    private static long ones(int count) {
        return count == 0 ? 0 : -1L << (64 - count);
    }
}
