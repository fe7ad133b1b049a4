package org.mailcloak.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A jar that cannot be used, whole or in part.
 *
 * @param jar the file's name
 * @param reason one line
 */
public record BrokenPlugin(String jar, String reason) {

    private static final int LONGEST = 300;

    public BrokenPlugin {
        requireNonNull(jar, "jar");
        requireNonNull(reason, "reason");
    }

    static BrokenPlugin of(String jar, Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = error.getMessage() == null ? "" : ": " + error.getMessage();
        String reason = error.getClass().getSimpleName() + text + (cause.equals(error) ? "" : " (" + cause + ")");
        String line = reason.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new BrokenPlugin(jar, line);
    }
}
