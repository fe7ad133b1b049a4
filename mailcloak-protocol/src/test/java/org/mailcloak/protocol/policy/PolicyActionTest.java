package org.mailcloak.protocol.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyActionTest {

    @Nested
    class Written {
        @Test
        void dunnoShouldBeOneLineAndAnEmptyLine() {
            assertThat(wire(PolicyAction.dunno())).isEqualTo("action=DUNNO\n\n");
        }

        @Test
        void rejectShouldPutCodeThenEnhancedStatusThenText() {
            assertThat(wire(PolicyAction.reject(550, "5.1.1", "No such user")))
                    .isEqualTo("action=550 5.1.1 No such user\n\n");
        }

        @Test
        void deferShouldPutCodeThenEnhancedStatusThenText() {
            assertThat(wire(PolicyAction.defer(451, "4.3.0", "Temporary internal error")))
                    .isEqualTo("action=451 4.3.0 Temporary internal error\n\n");
        }

        @Test
        void textShouldBeUtf8() {
            PolicyAction action = PolicyAction.of("550 5.1.1 Kein Empfänger 😀");

            assertThat(wire(action)).isEqualTo("action=550 5.1.1 Kein Empfänger 😀\n\n");
            assertThat(action.encodedLength()).isEqualTo(action.encoded().remaining());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "DUNNO",
                    "REJECT",
                    "REJECT Not yours",
                    "REJECT 5.7.1 Not yours",
                    "DEFER",
                    "DEFER 4.7.1 Later",
                    "DEFER_IF_PERMIT 4.3.0 Backend unavailable",
                    "DEFER_IF_REJECT Later",
                    "HOLD",
                    "HOLD for review",
                    "INFO seen",
                    "WARN seen",
                    "PREPEND X-Mailcloak-Alias: a1",
                    "450 x",
                    "421 4.3.2 Going down",
                    "521 5.3.2 Go away",
                    "550 5.1.10 Null MX",
                    "550 no = sign or \\n or %s is special",
                    "554 5.7 is no enhanced status code",
                    "554 3.1.1 is no enhanced status code"
                })
        void actionShouldBeWrittenAsItIsWhenItIsKnown(String action) {
            assertThat(wire(PolicyAction.of(action))).isEqualTo("action=" + action + "\n\n");
        }

        @Test
        void actionShouldBeAsLongAsTheCap() {
            String longest = "550 " + "é".repeat((PolicyAction.MAX_BYTES - 4) / 2);

            assertThat(PolicyAction.of(longest).text()).isEqualTo(longest);
        }

        @Test
        void encodedShouldBeReadableTwiceAndByNobodyChanged() {
            PolicyAction action = PolicyAction.dunno();

            assertThat(action.encoded()).isEqualTo(action.encoded());
            assertThatThrownBy(() -> action.encoded().put((byte) 'x')).isInstanceOf(ReadOnlyBufferException.class);
        }

        @Test
        void writeToShouldAppend() {
            ByteBuffer out = ByteBuffer.allocate(100);

            PolicyAction.dunno().writeTo(out);
            PolicyAction.of("REJECT").writeTo(out);

            assertThat(UTF_8.decode(out.flip()).toString()).isEqualTo("action=DUNNO\n\naction=REJECT\n\n");
        }

        @Test
        void writeToShouldWriteNothingWhenThereIsNoRoom() {
            ByteBuffer out = ByteBuffer.allocate(PolicyAction.dunno().encodedLength() - 1);

            assertThatThrownBy(() -> PolicyAction.dunno().writeTo(out)).isInstanceOf(BufferOverflowException.class);
            assertThat(out.position()).isZero();
        }

        @Test
        void actionsShouldBeEqualWhenTheirTextIs() {
            assertThat(PolicyAction.reject(550, "5.1.1", "No such user"))
                    .isEqualTo(PolicyAction.of("550 5.1.1 No such user"))
                    .hasSameHashCodeAs(PolicyAction.of("550 5.1.1 No such user"))
                    .hasToString("550 5.1.1 No such user");
        }
    }

    /** Each of these makes Postfix accept, lose or misroute mail, or answer 451 to all of it. */
    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(strings = {"", " ", "   ", "\u00a0"})
        void emptyActionShouldBeRefusedBecausePostfixAccepts(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {"550", "450", "250", "0", "1", "5555", "554 ", "451  "})
        void numberWithoutTextShouldBeRefusedBecausePostfixAccepts(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {"OK", "ok", "PERMIT", "permit", "RELAY", "OK text", "permit_mynetworks"})
        void acceptingKeywordShouldBeRefused(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DISCARD", "DISCARD x", "FILTER t:d", "REDIRECT a@b.test", "BCC a@b.test"})
        void keywordThatLosesOrMovesMailShouldBeRefused(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "reject_unauth_destination",
                    "reject, permit",
                    "dunno",
                    "Reject",
                    "NOPE",
                    "smtp:[x]",
                    "DUNNO,"
                })
        void unknownWordShouldBeRefusedBecausePostfixTakesItForARestriction(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {" DUNNO", "DUNNO ", "550  5.1.1 x", "550 x ", "REJECT  x", "REJECT "})
        void strayBlanksShouldBeRefused(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "250 ok",
                    "200 x",
                    "354 x",
                    "600 x",
                    "55 x",
                    "5500 x",
                    "560 x",
                    "599 x",
                    "4x1 x",
                    "٤٥٠ x",
                    "550-5.7.1 x",
                    "550.1 x"
                })
        void replyCodeShouldBeRefusedWhenItIsNot4NnOr5Nn(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "550 x\n",
                    "550 x\naction=OK",
                    "550 x\r",
                    "550 x\r\ny",
                    "550 x\0",
                    "550\tx",
                    "550 x\ty",
                    "550 \u001b[31m",
                    "550 \u007f",
                    "550 \u0085x",
                    "DUNNO\n"
                })
        void controlCharacterShouldBeRefused(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {"550 \ud83d", "550 \udcff@d1.test"})
        void textThatIsNotUtf8ShouldBeRefused(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "550 4.1.1 x",
                    "450 5.1.1 x",
                    "550 2.0.0 x",
                    "REJECT 4.1.1 x",
                    "DEFER 5.7.1 x",
                    "DEFER_IF_PERMIT 5.7.1 x",
                    "DEFER_IF_REJECT 5.7.1 x"
                })
        void enhancedStatusShouldBeRefusedWhenItsClassIsAnother(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(strings = {"550 5.1.1", "REJECT 5.7.1", "DEFER 4.7.1"})
        void enhancedStatusShouldBeRefusedWhenNoTextFollows(String action) {
            refuses(action);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"PREPEND", "PREPEND x", "PREPEND : x", "PREPEND X-A:", "PREPEND X A: b", "PREPEND X-Ä: b"})
        void prependShouldBeRefusedWhenItIsNoHeader(String action) {
            refuses(action);
        }

        @Test
        void textAfterDunnoShouldBeRefusedBecausePostfixIgnoresIt() {
            refuses("DUNNO 550 x");
        }

        @Test
        void actionShouldBeRefusedWhenItIsLongerThanTheCapInBytes() {
            refuses("550 " + "x".repeat(PolicyAction.MAX_BYTES - 3));
            refuses("550 " + "é".repeat(PolicyAction.MAX_BYTES / 2 - 1));
        }

        @ParameterizedTest
        @CsvSource({
            "450, 5.1.1, x",
            "250, 5.1.1, x",
            "5500, 5.1.1, x",
            "5, 5.1.1, x",
            "-550, 5.1.1, x",
            "560, 5.1.1, x",
            "550, 4.1.1, x",
            "550, 5.1, x",
            "550, 5.1.1.1, x",
            "550, 5.1.1000, x",
            "550, 5..1, x",
            "550, '', x",
            "550, x, x",
            "550, 5.1.1, ''",
            "550, 5.1.1, ' x'",
        })
        void rejectShouldBeRefusedWhenPartsDoNotFit(int code, String enhancedStatus, String reason) {
            assertThatIllegalArgumentException().isThrownBy(() -> PolicyAction.reject(code, enhancedStatus, reason));
        }

        @ParameterizedTest
        @CsvSource({"550, 4.1.1", "451, 5.1.1", "451, 45.1.1", "250, 4.1.1", "460, 4.1.1"})
        void deferShouldBeRefusedWhenPartsDoNotFit(int code, String enhancedStatus) {
            assertThatIllegalArgumentException().isThrownBy(() -> PolicyAction.defer(code, enhancedStatus, "x"));
        }

        @Test
        void messageShouldShowTheActionEscaped() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PolicyAction.of("550 x\ny"))
                    .withMessage("action '550 x\\u{a}y': expected no control characters");
        }

        private void refuses(String action) {
            assertThatIllegalArgumentException().isThrownBy(() -> PolicyAction.of(action));
        }
    }

    private static String wire(PolicyAction action) {
        return UTF_8.decode(action.encoded()).toString();
    }
}
