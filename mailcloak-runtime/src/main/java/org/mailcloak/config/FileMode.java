package org.mailcloak.config;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The permissions of a file.
 *
 * @param bits 0 to 0777 (octal)
 */
public record FileMode(int bits) {

    private static final int OTHERS_WRITE = 0002;
    private static final String ALL = "rwxrwxrwx";

    public FileMode {
        if (bits < 0 || bits > 0777) {
            throw new IllegalArgumentException("A file mode is 0 to 0777");
        }
    }

    /**
     * Reads octal digits, with {@code 0}, {@code 0o} or nothing before them: {@code 0660}, {@code 0o660} and {@code 660}
     * are one mode.
     *
     * @throws IllegalArgumentException if the text is no mode; the message says what was expected
     */
    public static FileMode parse(String text) {
        String digits = text.startsWith("0o") || text.startsWith("0O") ? text.substring(2) : text;
        if (!digits.matches("0?[0-7]{1,3}")) {
            throw new IllegalArgumentException(
                    "expected an octal file mode from 0000 to 0777, such as 0660, found " + MessageText.value(text));
        }
        return new FileMode(Integer.parseInt(digits, 8));
    }

    /** Whether every local user may write, which for a socket means: may ask. */
    public boolean othersMayWrite() {
        return (bits & OTHERS_WRITE) != 0;
    }

    public Set<PosixFilePermission> permissions() {
        StringBuilder letters = new StringBuilder(ALL);
        for (int i = 0; i < ALL.length(); i++) {
            if ((bits & 0400 >> i) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    /** Four octal digits. */
    @Override
    public String toString() {
        return "%04o".formatted(bits);
    }
}
