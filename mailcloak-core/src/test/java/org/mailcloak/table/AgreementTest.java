package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.decision.Verdict;
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.App;

/** The maps and the decision engine say the same of every address and every login. */
class AgreementTest {

    private static final List<String> LOCAL_PARTS = List.of(
            "alice",
            "a.b",
            "bob",
            "carol",
            "john",
            "john-smith",
            "john-desk",
            "john-x",
            "sales",
            "team",
            "ghost",
            "shared",
            "nobody",
            "plus+tag",
            "eve",
            "many",
            "off",
            "loop",
            "scan",
            "staff",
            "list",
            "john-list",
            "shut",
            "round",
            "chain",
            "twice",
            "to-staff",
            "to-list",
            "bound",
            "rebound",
            "elsewhere",
            "zed",
            "jack",
            "jack.smith");
    private static final List<String> LOGINS = List.of(
            "alice",
            "ALICE",
            "bob",
            "carol",
            "john",
            "john-smith",
            "eve",
            "zed",
            "zed@far.example",
            "app1",
            "app2",
            "jack",
            "kim@d1.test");

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("sales@d1.test", "alice")
            .alias("team@d1.test", "bob")
            .alias("ghost@d1.test", "ghost")
            .alias("john-desk@d1.test", "alice")
            .alias("plus+tag@d1.test", "eve")
            .alias("eve@d1.test", "alice")
            .alias("many@d1.test", "alice", "eve", "john@d1.test", "zed@far.example", "sub@d1.test")
            .alias("sub@d1.test", "bob", "carol")
            .alias("loop@d1.test", "loop2")
            .alias("loop2@d1.test", "loop")
            .disabledAlias("off@d1.test", "alice")
            .disabledAlias("alice+x@d1.test", "eve")
            .app("app1", true, new App.Sender("bob@d1.test", true), new App.Sender("scan@d1.test", true))
            .app("app2", false, new App.Sender("scan@d1.test", true))
            .alias("alice@d2.test", "John")
            .alias("chain@d1.test", "sales@d1.test", "carol")
            .alias("twice@d1.test", "chain", "team")
            .alias("to-staff@d1.test", "staff@d1.test")
            .alias("to-list@d1.test", "list")
            .alias("elsewhere@d1.test", "zed@far.example", "jack")
            .bound("bound@d1.test", Map.of("alice", "table:id-alice"), "alice")
            .bound("rebound@d1.test", Map.of("alice", "table:id-before", "eve", "table:id-eve"), "alice", "eve");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "a.b@d1.test")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test", "shared@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("john", AccountState.ACTIVE, "john@d1.test", "john-x@d1.test", "shared@d1.test")
            .user("john-smith", AccountState.ACTIVE, "john-smith@d1.test")
            .user("eve", AccountState.ACTIVE, "eve@d1.test", "plus@d1.test")
            .user("jack", AccountState.ACTIVE, "jack.smith@d1.test")
            .user("kim@d1.test", AccountState.ACTIVE, "kim.kay@d2.test")
            .group("staff@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "alice", "bob", "carol", "eve")
            .group("list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice", "john")
            .group("john-list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "john", "eve")
            .group("shut@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "carol")
            .group(
                    "round@d1.test",
                    MailGroup.Posting.ANYONE,
                    MailGroup.SendAs.MEMBERS,
                    "eve",
                    "p@far.example",
                    "john@d1.test")
            .group("sales@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "eve")
            .group("shared@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "eve")
            .group("team@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "john")
            .group("off@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "john");

    private final TableStore caught = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("@d1.test", "eve", "john", "zed@far.example", "ghost")
            .alias("@d2.test", "alice@d1.test")
            .alias("chain@d1.test", "sales", "jack")
            .alias("to-staff@d1.test", "staff@d1.test")
            .alias("twice@d1.test", "zed@far.example", "kim@d1.test")
            .alias("sales@d1.test", "alice")
            .alias("many@d1.test", "bob", "nobody")
            .disabledAlias("team@d1.test", "eve")
            .app("app1", true, new App.Sender("shared@d1.test", true));

    private static Stream<String> addresses() {
        return LOCAL_PARTS.stream()
                .flatMap(part -> Stream.of("", "+x", "-x", "-smith", "+tag").map(part::concat))
                .flatMap(part -> Stream.of(part + "@d1.test", "\"" + part + "\"@D2.TEST"));
    }

    private static boolean passes(
            LookupSources directory, PolicyRules rules, String sender, String recipient, String login) {
        String method = login.isEmpty() ? "" : "PLAIN";
        return new DecisionEngine(rules, directory)
                        .decide(new PolicyQuery(ProtocolState.RCPT, sender, recipient, method, login, "192.0.2.9"))
                        .verdict()
                == Verdict.PASS;
    }

    /** Postfix asks the policy service without quotes, and maps with them. */
    private static String unquoted(String address) {
        return address.replace("\"", "");
    }

    private static MapAnswer find(LookupSources directory, PolicyRules rules, String map, String key) {
        return AddressMaps.all(rules).stream()
                .filter(candidate -> candidate.name().equals(map))
                .findFirst()
                .orElseThrow()
                .find(key, directory);
    }

    static Stream<Arguments> choices() {
        return Stream.of(false, true)
                .flatMap(catchAll -> Stream.of("", "+", "-", "+-")
                        .flatMap(delimiter -> Stream.of(DeliverTo.values())
                                .map(deliverTo -> Arguments.of(catchAll, delimiter, deliverTo))));
    }

    private static PolicyRules rules(String delimiter, DeliverTo deliverTo) {
        PolicyRules rules =
                PolicyRules.defaults().toBuilder().recipientDelimiter(delimiter).build();
        return rules.toBuilder()
                .site(rules.site().toBuilder()
                        .deliverTo(deliverTo)
                        .providerId("table")
                        .build())
                .build();
    }

    private LookupSources directory(boolean catchAll) {
        return new LookupSources(catchAll ? caught : store, provider);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void recipientShouldExistForThePolicyAndTheMapsAlike(boolean catchAll, String delimiter, DeliverTo deliverTo) {
        PolicyRules rules = rules(delimiter, deliverTo);
        LookupSources directory = directory(catchAll);

        assertThat(addresses()).allSatisfy(address -> {
            boolean exists = passes(directory, rules, "someone@far.example", unquoted(address), "");
            boolean known = find(directory, rules, "alias", address) instanceof MapAnswer.Found
                    || find(directory, rules, "mailbox", address) instanceof MapAnswer.Found;

            assertThat(known).as("alias or mailbox").isEqualTo(exists);
            assertThat(find(directory, rules, "recipient", address) instanceof MapAnswer.Found)
                    .as("recipient")
                    .isEqualTo(exists);
        });
    }

    @ParameterizedTest
    @MethodSource("choices")
    void senderShouldBeOwnedForThePolicyAndTheMapAlike(boolean catchAll, String delimiter, DeliverTo deliverTo) {
        PolicyRules rules = rules(delimiter, deliverTo);
        LookupSources directory = directory(catchAll);

        assertThat(addresses()).allSatisfy(address -> {
            boolean refused = find(directory, rules, "access", address) instanceof MapAnswer.Found;
            List<String> owners = find(directory, rules, "sender", address) instanceof MapAnswer.Found found
                    ? Arrays.asList(found.value().split(","))
                    : List.of();
            for (String login : LOGINS) {
                // Postfix compares without regard to letter case, and asks both maps. The engine knows no account of
                // this name.
                boolean listed = !refused
                        && owners.stream().anyMatch(login::equalsIgnoreCase)
                        && !(provider.findByLogin(login) instanceof LookupResult.NotFound && !login.startsWith("app"));

                assertThat(listed)
                        .as(login)
                        .isEqualTo(passes(directory, rules, unquoted(address), "x@far.example", login));
            }
        });
    }

    /** What the alias map leads to in a local domain is about to be delivered; the transport map sends none of it back. */
    @ParameterizedTest
    @MethodSource("choices")
    void transportShouldKeepWhatThePolicyTakesAndWhatTheAliasMapAnswers(
            boolean catchAll, String delimiter, DeliverTo deliverTo) {
        for (boolean disabledReceive : List.of(false, true)) {
            PolicyRules rules = rules(delimiter, deliverTo).toBuilder()
                    .disabledUsersReceive(disabledReceive)
                    .build();
            LookupSources directory = directory(catchAll);

            assertThat(addresses()).allSatisfy(address -> {
                boolean exists = passes(directory, rules, "someone@far.example", unquoted(address), "");
                boolean comesBack = isSentBack(directory, rules, address);

                assertThat(exists && comesBack).as("both taken and sent back").isFalse();
                assertThat(answers(find(directory, rules, "alias", address)))
                        .noneMatch(answer -> isSentBack(directory, rules, answer));
            });
        }
    }

    /** As Postfix asks: for the whole address, and if that has no entry, for the one without its extension. */
    private static boolean isSentBack(LookupSources directory, PolicyRules rules, String address) {
        MapAnswer whole = find(directory, rules, "transport", address);
        Optional<EmailAddress> bare =
                EmailAddress.parse(address).flatMap(new AddressReader(rules.recipientDelimiter())::withoutExtension);
        MapAnswer last = whole instanceof MapAnswer.NotFound && bare.isPresent()
                ? find(directory, rules, "transport", bare.get().toString())
                : whole;
        return last instanceof MapAnswer.Found found && found.value().startsWith("error:");
    }

    private static List<String> answers(MapAnswer answer) {
        return answer instanceof MapAnswer.Found found ? List.of(found.value().split(", ")) : List.of();
    }
}
