package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered step of the schema. A step that was released is never edited: databases remember its checksum.
 *
 * @param version from 1, without gaps
 * @param name the resource's name without number and suffix
 */
record Migration(int version, String name) {

    static final List<Migration> ALL = List.of(
            new Migration(1, "base-tables"),
            new Migration(2, "local-users"),
            new Migration(3, "alias-targets"),
            new Migration(4, "local-groups"),
            new Migration(5, "site-facts"),
            new Migration(6, "published-settings"),
            new Migration(7, "odd-spelling-marks"),
            new Migration(8, "leftovers"));

    static int latestVersion() {
        return ALL.get(ALL.size() - 1).version();
    }

    String sql() {
        String resource = String.format("%03d-%s.sql", version, name);
        try (InputStream in = Migration.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the text, in hexadecimal. */
    String checksum() {
        try {
            byte[] text = sql().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
