package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A number that stands for what an entry shows: the same for the same name, attributes and values, and else another one.
 * 64 bits of SHA-256: a directory of a million entries may change each of them a thousand times.
 */
final class Fingerprint {

    private Fingerprint() {}

    static long of(Entry entry) {
        MessageDigest digest = sha256();
        add(digest, entry.getDN().getBytes(StandardCharsets.UTF_8));
        List<Attribute> attributes = entry.getAttributes().stream()
                .sorted(Comparator.comparing(Fingerprint::name))
                .toList();
        for (Attribute attribute : attributes) {
            add(digest, name(attribute).getBytes(StandardCharsets.UTF_8));
            ASN1OctetString[] values = attribute.getRawValues();
            digest.update(number(values.length));
            for (ASN1OctetString value : values) {
                add(digest, value.getValue());
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    static long of(Collection<String> values) {
        MessageDigest digest = sha256();
        values.forEach(value -> add(digest, value.getBytes(StandardCharsets.UTF_8)));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static String name(Attribute attribute) {
        return attribute.getName().toLowerCase(Locale.ROOT);
    }

    /** With its length before it, so that what is in one value never looks like two. */
    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(number(bytes.length));
        digest.update(bytes);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
