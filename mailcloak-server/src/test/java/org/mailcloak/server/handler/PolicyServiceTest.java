package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.idp.Account;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.policy.PolicyAction;
import org.mailcloak.protocol.policy.PolicyAttribute;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

class PolicyServiceTest {

    private static final String INTERNAL = "451 4.3.0 Temporary internal error";

    private final RecordingObserver observer = new RecordingObserver();
    private final FakeIdentityProvider provider = new FakeIdentityProvider();
    private final InMemoryMailStore store = new InMemoryMailStore();
    private final PolicyHandler handler = handler(PolicyRules.defaults());

    @BeforeEach
    void fill() {
        store.domains().add(MailDomain.parse("d1.test").orElseThrow());
        store.aliases().add(EmailAddress.parse("sales@d1.test").orElseThrow(), "alice");
        provider.put(Account.builder("id-alice", "alice")
                .primaryAddress(EmailAddress.parse("alice@d1.test"))
                .build());
    }

    @ParameterizedTest
    @EnumSource
    void actionOfEveryReasonShouldBeAReplyThatPostfixTakesAsItIs(Reason reason) {
        PolicyAction action = PolicyAction.of(reason.action());

        assertThat(StandardCharsets.UTF_8.decode(action.encoded()).toString())
                .isEqualTo("action=" + reason.action() + "\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "out@else.test, alice@d1.test, -, -, DUNNO",
                "out@else.test, sales@d1.test, -, -, DUNNO",
                "'', alice@d1.test, -, -, DUNNO",
                "out@else.test, nobody@d1.test, -, -, 550 5.1.1 No such user",
                "out@else.test, x@else.test, -, -, DUNNO",
                "alice@d1.test, alice@d1.test, -, -, 553 5.7.1 Sending from local domains requires authentication",
                "alice@d1.test, x@else.test, plain, alice, DUNNO",
                "sales@d1.test, x@else.test, LOGIN, alice, DUNNO",
                "'', x@else.test, plain, alice, 553 5.7.1 Sender not owned by authenticated user",
                "bob@d1.test, x@else.test, xoauth2, alice, 553 5.7.1 Sender not owned by authenticated user",
                "alice@d1.test, x@else.test, cram-md5, alice, DUNNO",
                "alice@d1.test, x@else.test, anonymous, alice, 553 5.7.1 Unsupported authentication method",
                "alice@d1.test, '', plain, alice, DUNNO"
            })
    void replyShouldBeTheDecisionsAction(
            String sender, String recipient, String method, String username, String action) {
        assertThat(answer(request(sender, recipient, method, username))).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "junk", "smtpd_access_policy2", "SMTPD_ACCESS_POLICY"})
    void replyShouldBeDunnoWhenTheRequestIsOfAnotherType(String type) {
        Map<PolicyAttribute, String> attributes = request("alice@d1.test", "nobody@d1.test", null, null);
        attributes.put(PolicyAttribute.REQUEST, type);

        assertThat(answer(attributes)).isEqualTo("DUNNO");
    }

    @Test
    void observerShouldBeToldOfEachDecisionOnce() {
        answer(request("out@else.test", "alice@d1.test", null, null));
        answer(request("alice@d1.test", "x@else.test", "plain", "bob"));

        assertThat(observer.seen()).containsExactly("RCPT SENDER_NOT_LOCAL", "RCPT USER_UNKNOWN");
    }

    @Test
    void replyShouldBeDunnoWhenTheStageIsUnknown() {
        Map<PolicyAttribute, String> attributes = request("alice@d1.test", "nobody@d1.test", null, null);
        attributes.put(PolicyAttribute.PROTOCOL_STATE, "BDAT2");

        assertThat(answer(attributes)).isEqualTo("DUNNO");
    }

    @Test
    void senderShouldNotCountAsTheNullSenderWhenItIsNotUtf8() {
        PolicyHandler lenient = handler(PolicyRules.defaults().toBuilder()
                .authenticatedNullSender(true)
                .origin(MailDomain.parse("d1.test").orElseThrow())
                .build());
        String bad = WireText.decode(new byte[] {(byte) 0xff}, 0, 1);

        assertThat(answer(lenient, request("", "x@else.test", "plain", "alice")))
                .isEqualTo("DUNNO");
        assertThat(answer(lenient, request(bad, "x@else.test", "plain", "alice")))
                .isEqualTo("553 5.7.1 Sender not owned by authenticated user");
    }

    @Test
    void localSenderShouldNeedALoginWhenItsLocalPartIsNotUtf8() {
        byte[] bytes = {'b', (byte) 0xfc, 'b', '@', 'd', '1', '.', 't', 'e', 's', 't'};

        assertThat(answer(request(WireText.decode(bytes, 0, bytes.length), "alice@d1.test", null, null)))
                .isEqualTo("553 5.7.1 Sending from local domains requires authentication");
    }

    @Test
    void clientShouldCountAsLoggedInWhenItsLoginIsNotUtf8() {
        String bad = WireText.decode(new byte[] {(byte) 0xff}, 0, 1);

        assertThat(answer(request("alice@d1.test", "x@else.test", "plain", bad)))
                .isEqualTo("553 5.7.1 Sender not owned by authenticated user");
    }

    @Test
    void mailShouldBeDeferredWhenTheProviderIsUnavailable() {
        provider.goDown("maintenance");

        assertThat(answer(request("out@else.test", "alice@d1.test", null, null)))
                .isEqualTo("451 4.3.0 Temporary authentication/lookup failure");
    }

    @Test
    void mailShouldBeDeferredWhenTheStoreFails() {
        store.fail("disk on fire");

        try (LogCapture log = LogCapture.from(Level.WARN)) {
            assertThat(answer(request("out@else.test", "alice@d1.test", null, null)))
                    .isEqualTo(INTERNAL);
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("reason=store_unavailable", "detail=\"disk on fire\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                NullPointerException.class,
                StackOverflowError.class,
                NoClassDefFoundError.class
            })
    void mailShouldBeDeferredAndTheDefectLoggedWhenTheEngineThrows(Class<? extends Throwable> defect)
            throws ReflectiveOperationException {
        Throwable thrown = defect.getDeclaredConstructor(String.class).newInstance("secret of the inside");
        PolicyHandler broken = handler(PolicyRules.defaults().toBuilder()
                .trustedClient(client -> {
                    throw PolicyServiceTest.<RuntimeException>unchecked(thrown);
                })
                .build());

        try (LogCapture log = LogCapture.from(Level.WARN)) {
            assertThat(answer(broken, request("alice@d1.test", "alice@d1.test", null, null)))
                    .isEqualTo(INTERNAL);
            assertThat(log.messages(Level.ERROR)).hasSize(1);
            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("reason=internal_error");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@d1.test, '550 5.1.1 No such user [id ID]'",
        "alice@d1.test, DUNNO",
    })
    void replyShouldNameTheLoggedDecisionWhenItRefusesAndIdsAreWanted(String recipient, String reply) {
        PolicyHandler naming = handler(PolicyRules.defaults(), true);

        try (LogCapture log = LogCapture.from(Level.INFO)) {
            String answer = answer(naming, request("out@else.test", recipient, null, null));

            String logged = log.messages(Level.INFO).get(0);
            String id = logged.substring(logged.lastIndexOf(" id=") + " id=".length());
            assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{8}");
            assertThat(answer).isEqualTo(reply.replace("ID", id));
        }
    }

    @Test
    void deferralShouldNameItsDecisionWhenIdsAreWanted() {
        provider.goDown("maintenance");

        assertThat(answer(handler(PolicyRules.defaults(), true), request("out@else.test", "alice@d1.test", null, null)))
                .matches("451 4\\.3\\.0 Temporary authentication/lookup failure \\[id [0-9A-Z]{8}]");
    }

    @Test
    void clientPortAndInstanceShouldBeLogged() {
        Map<PolicyAttribute, String> attributes = request("out@else.test", "alice@d1.test", null, null);
        attributes.put(PolicyAttribute.CLIENT_PORT, "40112");
        attributes.put(PolicyAttribute.INSTANCE, "1b2c.692b.0");

        try (LogCapture log = LogCapture.from(Level.INFO)) {
            answer(attributes);

            assertThat(log.messages(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains(" port=40112 instance=1b2c.692b.0 ");
        }
    }

    private String answer(Map<PolicyAttribute, String> attributes) {
        return answer(handler, attributes);
    }

    private static String answer(PolicyHandler handler, Map<PolicyAttribute, String> attributes) {
        String reply = StandardCharsets.UTF_8
                .decode(LookupsFixture.answer(handler, PolicyRequest.of(attributes)))
                .toString();
        return reply.substring("action=".length(), reply.length() - 2);
    }

    private PolicyHandler handler(PolicyRules rules) {
        return handler(rules, false);
    }

    private PolicyHandler handler(PolicyRules rules, boolean idsInReplies) {
        return new PolicyService(
                        rules,
                        () -> LookupsFixture.of(store, provider),
                        new DecisionLog(LogSection.Addresses.FULL),
                        observer,
                        idsInReplies,
                        AliasBinder.NONE)
                .open();
    }

    private static Map<PolicyAttribute, String> request(
            String sender, String recipient, String method, String username) {
        Map<PolicyAttribute, String> attributes = new EnumMap<>(PolicyAttribute.class);
        attributes.put(PolicyAttribute.REQUEST, "smtpd_access_policy");
        attributes.put(PolicyAttribute.PROTOCOL_STATE, "RCPT");
        attributes.put(PolicyAttribute.SENDER, sender);
        attributes.put(PolicyAttribute.RECIPIENT, recipient);
        attributes.put(PolicyAttribute.SASL_METHOD, Optional.ofNullable(method).orElse(""));
        attributes.put(
                PolicyAttribute.SASL_USERNAME, Optional.ofNullable(username).orElse(""));
        return attributes;
    }

    @SuppressWarnings("unchecked") // lets a supplier throw an Error and a RuntimeException alike
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
