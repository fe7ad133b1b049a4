package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The text of a sample file of {@code docs/configs}, with the test machine's own values put in. */
public record Sample(String text) {

    public static Sample of(String file) {
        try {
            return new Sample(Files.readString(Checkout.samples().resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces every occurrence. One there must be, or the sample has changed and this test has to follow. */
    public Sample with(String sampleValue, Object ownValue) {
        if (!text.contains(sampleValue)) {
            throw new IllegalStateException("The sample no longer contains " + sampleValue + ":\n" + text);
        }
        return new Sample(text.replace(sampleValue, ownValue.toString()));
    }

    /** Takes the comment signs away from a section that begins so; it ends with a brace. */
    public Sample uncommented(String begin) {
        String commented = begin.replaceAll("(?m)^", "#");
        int from = text.indexOf(commented);
        int to = text.indexOf("\n#}", from) + 3;
        if (from < 0) {
            throw new IllegalStateException("The sample no longer contains " + commented + ":\n" + text);
        }
        String section = text.substring(from, to).replaceAll("(?m)^#", "");
        return new Sample(text.substring(0, from) + section + text.substring(to));
    }
}
