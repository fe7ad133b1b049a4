package org.mailcloak.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The text of a sample file of {@code docs/configs}, with the test machine's own values put in. */
record Sample(String text) {

    static Sample of(String file) {
        try {
            return new Sample(Files.readString(Checkout.samples().resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces every occurrence. One there must be, or the sample has changed and this test has to follow. */
    Sample with(String sampleValue, Object ownValue) {
        if (!text.contains(sampleValue)) {
            throw new IllegalStateException("The sample no longer contains " + sampleValue + ":\n" + text);
        }
        return new Sample(text.replace(sampleValue, ownValue.toString()));
    }
}
