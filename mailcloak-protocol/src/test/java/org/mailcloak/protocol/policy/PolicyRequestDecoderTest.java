package org.mailcloak.protocol.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;

class PolicyRequestDecoderTest {
    private final PolicyRequestDecoder decoder = new PolicyRequestDecoder();

    @Nested
    class Lines {
        @Test
        void valueShouldHoldFurtherEqualsSignsWhenLineIsSplitAtTheFirst() throws ProtocolException {
            assertThat(decode("sender=a=b%c@example.net\n\n").sender()).isEqualTo("a=b%c@example.net");
        }

        @Test
        void valueShouldKeepSpacesQuotesAndTabsWhenNothingIsEscaped() throws ProtocolException {
            assertThat(decode("sender= \"a b\"\\\t@d \n\n").sender()).isEqualTo(" \"a b\"\\\t@d ");
        }

        @Test
        void valueShouldKeepCarriageReturnWhenLinesEndWithLfAlone() throws ProtocolException {
            assertThat(decode("sender=a@d\r\n\n").sender()).isEqualTo("a@d\r");
        }

        @Test
        void requestShouldBeMalformedWhenItEndsWithCrLf() {
            ProtocolException fault = faultOf("sender=a@d\r\n\r\n");

            assertThat(fault.fault()).isEqualTo(Fault.MISSING_EQUALS);
            assertThat(fault).hasMessage("policy line without =: \"\\x0d\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"request\n", "GET / HTTP/1.1\n", " \n", "protocol_state=RCPT\nx\n"})
        void requestShouldBeMalformedWhenLineHasNoEqualsSign(String wire) {
            assertThat(faultOf(wire).fault()).isEqualTo(Fault.MISSING_EQUALS);
        }

        @Test
        void requestShouldBeMalformedWhenLineHasNoName() {
            assertThat(faultOf("=x\n").fault()).isEqualTo(Fault.MISSING_NAME);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sender=\0\n", "unknown=a\0b\n", "sen\0der=a\n", "sender=a\0"})
        void requestShouldBeMalformedWhenItHoldsNul(String wire) {
            assertThat(faultOf(wire).fault()).isEqualTo(Fault.NUL_BYTE);
        }
    }

    @Nested
    class Attributes {
        @Test
        void orderShouldBeFree() throws ProtocolException {
            assertThat(decode("recipient=r@d\nrequest=smtpd_access_policy\nsender=s@d\n\n"))
                    .isEqualTo(decode("sender=s@d\nrecipient=r@d\nrequest=smtpd_access_policy\n\n"));
        }

        @Test
        void unknownAttributeShouldBeIgnored() throws ProtocolException {
            PolicyRequest request = decode("new_in_4_0=x\nSENDER=y\nsender_=z\nsende=q\nsender=s@d\n\n");

            assertThat(request.asMap()).isEqualTo(Map.of(PolicyAttribute.SENDER, "s@d"));
        }

        @Test
        void firstShouldCountWhenAttributeIsRepeated() throws ProtocolException {
            assertThat(decode("sender=first@d\nsender=second@d\n\n").sender()).isEqualTo("first@d");
        }

        @Test
        void firstShouldCountWhenItIsEmpty() throws ProtocolException {
            assertThat(decode("sasl_username=\nsasl_username=alice\n\n").saslUsername())
                    .isEmpty();
        }

        @Test
        void emptyAndAbsentShouldBeTheSame() throws ProtocolException {
            assertThat(decode("sender=\nrequest=x\n\n")).isEqualTo(decode("request=x\n\n"));
            assertThat(decode("request=x\n\n").sender()).isEmpty();
        }

        @Test
        void repeatedValueShouldBeTheSameStringWhenRequestsRepeatIt() throws ProtocolException {
            PolicyRequest first = decode("protocol_state=RCPT\nsender=é@d\n\n");
            PolicyRequest second = decode("protocol_state=RCPT\nsender=é@d\n\n");

            assertThat(second.protocolState()).isSameAs(first.protocolState());
            assertThat(second).isEqualTo(first);
        }

        @Test
        void valueShouldNotStayFromTheRequestBeforeWhenItIsAbsent() throws ProtocolException {
            ByteBuffer in = bytes("sasl_username=alice\nsender=a@d\n\nsender=b@d\n\n", UTF_8);

            assertThat(decoder.decode(in).saslUsername()).isEqualTo("alice");
            PolicyRequest second = decoder.decode(in);
            assertThat(second.saslUsername()).isEmpty();
            assertThat(second.sender()).isEqualTo("b@d");
        }

        @ParameterizedTest
        @EnumSource(PolicyAttribute.class)
        void attributeShouldBeFoundByItsWireNameWhenAllAreKept(PolicyAttribute attribute) throws ProtocolException {
            PolicyRequestDecoder all = new PolicyRequestDecoder(1000, EnumSet.allOf(PolicyAttribute.class));

            PolicyRequest request = all.decode(bytes(attribute.wireName() + "=value\n\n", UTF_8));

            assertThat(request.attribute(attribute)).isEqualTo("value");
            assertThat(request.asMap()).hasSize(1);
        }

        @Test
        void attributeShouldBeRefusedWhenDecoderDoesNotKeepIt() throws ProtocolException {
            PolicyRequest request = decode("size=1000\n\n");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request.attribute(PolicyAttribute.SIZE))
                    .withMessageContaining("size was not kept");
        }
    }

    @Nested
    class Kinds {
        @Test
        void requestShouldBeAccessPolicyWhenItSaysSo() throws ProtocolException {
            assertThat(decode("request=smtpd_access_policy\n\n").isAccessPolicy())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\n",
                    "request=\n\n",
                    "request=other\n\n",
                    "sender=a@d\n\n",
                    "request=SMTPD_ACCESS_POLICY\n\n"
                })
        void requestShouldBeAValueOfAnotherKindWhenItSaysOtherwise(String wire) throws ProtocolException {
            assertThat(decode(wire).isAccessPolicy()).isFalse();
        }
    }

    @Nested
    class Encoding {
        @Test
        void valueShouldBeReadAsUtf8() throws ProtocolException {
            PolicyRequest request = decode("sender=jérôme@exämple.net\nrecipient=😀@d\n\n");

            assertThat(request.sender()).isEqualTo("jérôme@exämple.net");
            assertThat(request.recipient()).isEqualTo("😀@d");
            assertThat(request.undecodable()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u00ff", "a\u00e9b@d1.test", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u0080"})
        void senderShouldEqualNothingWhenItIsNotUtf8(String latin1) throws ProtocolException {
            PolicyRequest request = decoder.decode(bytes("sender=" + latin1 + "\nsasl_username=alice\n\n", ISO_8859_1));

            assertThat(request.undecodable()).containsExactly(PolicyAttribute.SENDER);
            assertThat(request.sender()).isNotEmpty().isNotEqualTo(latin1);
            assertThat(WireText.isText(request.sender())).isFalse();
            assertThat(request.saslUsername()).isEqualTo("alice");
        }

        @Test
        void undecodableShouldNotStayFromTheRequestBefore() throws ProtocolException {
            ByteBuffer in = bytes("sender=\u00ff\n\nsender=a@d\n\n", ISO_8859_1);

            assertThat(decoder.decode(in).undecodable()).isEqualTo(Set.of(PolicyAttribute.SENDER));
            assertThat(decoder.decode(in).undecodable()).isEmpty();
        }

        @Test
        void ignoredAttributeShouldNotMatterWhenItIsNotUtf8() throws ProtocolException {
            PolicyRequest request = decoder.decode(bytes("helo_name=\u00ff\nsender=a@d\n\n", ISO_8859_1));

            assertThat(request.undecodable()).isEmpty();
        }
    }

    @Nested
    class Stream {
        @Test
        void decodeShouldNeedMoreWhenRequestIsCut() throws ProtocolException {
            assertThat(decoder.decode(bytes("request=smtpd_access", UTF_8))).isNull();
            assertThat(decoder.decode(bytes("_policy\nsender", UTF_8))).isNull();
            assertThat(decoder.decode(bytes("=a@d\n", UTF_8))).isNull();
            PolicyRequest request = decoder.decode(bytes("\n", UTF_8));

            assertThat(request.isAccessPolicy()).isTrue();
            assertThat(request.sender()).isEqualTo("a@d");
        }

        @Test
        void decodeShouldLeaveTheRestWhenRequestsArePipelined() throws ProtocolException {
            ByteBuffer in = bytes("sender=1\n\nsender=2\n\nsender=3", UTF_8);

            assertThat(decoder.decode(in).sender()).isEqualTo("1");
            assertThat(decoder.decode(in).sender()).isEqualTo("2");
            assertThat(decoder.decode(in)).isNull();
            assertThat(in.hasRemaining()).isFalse();
        }

        @Test
        void decodeShouldReadDirectBuffersWithAPosition() throws ProtocolException {
            ByteBuffer in = ByteBuffer.allocateDirect(100);
            in.put(bytes("junk\nsender=a@d\n\n", UTF_8)).flip().position(5);

            assertThat(decoder.decode(in).sender()).isEqualTo("a@d");
        }

        @Test
        void decoderShouldBeMidRequestUntilTheEmptyLine() throws ProtocolException {
            assertThat(decoder.isMidRequest()).isFalse();
            decoder.decode(bytes("s", UTF_8));
            assertThat(decoder.isMidRequest()).isTrue();
            decoder.decode(bytes("ender=a@d\n", UTF_8));
            assertThat(decoder.isMidRequest()).isTrue();
            decoder.decode(bytes("\n", UTF_8));
            assertThat(decoder.isMidRequest()).isFalse();
        }

        @Test
        void decodeShouldThrowAgainWhenItFailedBefore() {
            ProtocolException first = faultOf("x\n");

            assertThat(faultOf("sender=a@d\n\n")).isSameAs(first);
        }
    }

    @Nested
    class Limit {
        private final PolicyRequestDecoder small = new PolicyRequestDecoder(20);

        @Test
        void requestShouldPassWhenItIsAsLongAsTheLimit() throws ProtocolException {
            String wire = "sender=1234567890a\n\n";

            assertThat(wire).hasSize(20);
            assertThat(small.decode(bytes(wire, UTF_8)).sender()).isEqualTo("1234567890a");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sender=1234567890ab\n\n", "a=1\nb=2\nc=3\nd=4\ne=5\n\n", "12345678901234567890"})
        void requestShouldBeRefusedWhenItIsLonger(String wire) {
            ProtocolException fault =
                    catchThrowableOfType(ProtocolException.class, () -> small.decode(bytes(wire, UTF_8)));

            assertThat(fault.fault()).isEqualTo(Fault.TOO_LONG);
        }

        @Test
        void limitShouldCountEachRequestAnewWhenRequestsArePipelined() throws ProtocolException {
            ByteBuffer in = bytes("sender=1234567890a\n\n".repeat(3), UTF_8);

            assertThat(small.decode(in)).isNotNull();
            assertThat(small.decode(in)).isNotNull();
            assertThat(small.decode(in)).isNotNull();
        }

        @Test
        void requestShouldPassWhenOneLineIsNearlyTheDefaultLimit() throws ProtocolException {
            String sender = "x".repeat(PolicyRequestDecoder.DEFAULT_LIMIT - "sender=\n\n".length());

            assertThat(decode("sender=" + sender + "\n\n").sender()).isEqualTo(sender);
            assertThat(decode("sender=a@d\n\n").sender()).isEqualTo("a@d");
        }

        @Test
        void limitShouldBePositive() {
            assertThatIllegalArgumentException().isThrownBy(() -> new PolicyRequestDecoder(0));
        }
    }

    private PolicyRequest decode(String wire) throws ProtocolException {
        return decoder.decode(bytes(wire, UTF_8));
    }

    private ProtocolException faultOf(String wire) {
        return catchThrowableOfType(ProtocolException.class, () -> decode(wire));
    }

    private static ByteBuffer bytes(String wire, Charset charset) {
        return ByteBuffer.wrap(wire.getBytes(charset));
    }
}
