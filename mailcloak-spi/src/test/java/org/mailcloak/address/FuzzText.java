package org.mailcloak.address;

import java.nio.charset.StandardCharsets;

/** Text of a fuzzer's bytes. */
final class FuzzText {
    private FuzzText() {}

    /** UTF-8; what is none becomes an unpaired surrogate, as the policy decoder has it. */
    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\ufffd', '\udc80');
    }
}
