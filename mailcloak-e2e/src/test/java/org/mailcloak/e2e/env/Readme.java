package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README of this checkout. */
public final class Readme {

    private static final Pattern POSTFIX_LINES = Pattern.compile("(?s)## The lines for Postfix\\n+```\\n(.*?)```");

    private Readme() {}

    /**
     * The lines for main.cf as they are printed.
     *
     * @param sockets the folder of the sockets, with a slash at its end, in place of the printed one
     */
    public static String postfixLines(String sockets) {
        Path file = Checkout.samples().getParent().getParent().resolve("README.md");
        try {
            Matcher matcher = POSTFIX_LINES.matcher(Files.readString(file));
            if (!matcher.find()) {
                throw new IllegalStateException("no lines for Postfix in " + file);
            }
            return matcher.group(1).replace("unix:mailcloak/", "unix:" + sockets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
