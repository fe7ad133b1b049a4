package org.mailcloak.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailcloak.protocol.Streams;
import org.mailcloak.protocol.Streams.Outcome;

/** Replies read the same however they arrive, and none that {@link PolicyAction} takes for its own accepts mail. */
class PolicyReplyDecoderFuzzTest {
    /** What ends check_table_result of Postfix's smtpd_check.c with an accept, loses a message or sends it elsewhere. */
    private static final Pattern DANGEROUS = Pattern.compile(
            "(?i)\\s*|(OK|PERMIT\\w*|RELAY|DISCARD|FILTER|REDIRECT|BCC)(\\s.*)?|[0-9]+\\s*|[0-36-9]\\d\\d\\s.*",
            Pattern.DOTALL);

    @DictionaryEntries({"action=", "DUNNO", "550 5.7.1 ", "PREPEND X: y", "DEFER_IF_PERMIT ", "OK", "\\x0A\\x0A"})
    @FuzzTest
    void decoderShouldGiveTheSameActionsHoweverTheyArrive(byte[] stream) {
        Outcome<String> whole = Streams.decode(List.of(stream), new PolicyReplyDecoder()::decode);

        assertThat(whole).isEqualTo(Streams.decode(Streams.pieces(stream), new PolicyReplyDecoder()::decode));
        assertThat(whole).isEqualTo(Streams.decode(Streams.bytes(stream), new PolicyReplyDecoder()::decode));
        whole.values().forEach(PolicyReplyDecoderFuzzTest::checkAction);
    }

    @DictionaryEntries({"DUNNO", "450 4.7.1 ", "550 ", "REJECT", "HOLD", "PREPEND X: y", "PERMIT", "relay", "200 OK"})
    @FuzzTest
    void actionShouldNeverAcceptWhateverItsText(byte[] text) {
        checkAction(new String(text, StandardCharsets.UTF_8));
    }

    private static void checkAction(String text) {
        action(text).ifPresent(action -> {
            assertThat(text).doesNotMatch(DANGEROUS);
            byte[] encoded = new byte[action.encodedLength()];
            action.encoded().get(encoded);
            assertThat(Streams.decode(List.of(encoded), new PolicyReplyDecoder()::decode))
                    .isEqualTo(new Outcome<>(List.of(text), Optional.empty()));
        });
    }

    private static Optional<PolicyAction> action(String text) {
        try {
            return Optional.of(PolicyAction.of(text));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).matches("[ -~]{1,1000}");
            return Optional.empty();
        }
    }
}
