package org.mailcloak.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.Directory;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.Question;
import org.mailcloak.decision.Stage;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.decision.Verdict;
import org.mailcloak.idp.AccountState;

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
            "eve");
    private static final List<String> LOGINS =
            List.of("alice", "ALICE", "bob", "carol", "john", "john-smith", "eve", "zed");

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("sales@d1.test", "alice")
            .alias("team@d1.test", "bob")
            .alias("ghost@d1.test", "ghost")
            .alias("john-desk@d1.test", "alice")
            .alias("plus+tag@d1.test", "eve")
            .alias("eve@d1.test", "alice")
            .alias("alice@d2.test", "John");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "a.b@d1.test")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test", "shared@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("john", AccountState.ACTIVE, "john@d1.test", "john-x@d1.test", "shared@d1.test")
            .user("john-smith", AccountState.ACTIVE, "john-smith@d1.test")
            .user("eve", AccountState.ACTIVE, "eve@d1.test", "plus@d1.test");

    private final Directory directory = new Directory(store, provider);

    private static Stream<String> addresses() {
        return LOCAL_PARTS.stream()
                .flatMap(part -> Stream.of("", "+x", "-x", "-smith", "+tag").map(part::concat))
                .flatMap(part -> Stream.of(part + "@d1.test", "\"" + part + "\"@D2.TEST"));
    }

    private static boolean passes(
            PolicyRules rules, Directory directory, String sender, String recipient, String login) {
        String method = login.isEmpty() ? "" : "PLAIN";
        return new DecisionEngine(rules, directory)
                        .decide(new Question(Stage.RCPT, sender, recipient, method, login, "192.0.2.9"))
                        .verdict()
                == Verdict.PASS;
    }

    private static String find(PolicyRules rules, Directory directory, String map, String key) {
        return AddressMaps.all(rules).stream()
                .filter(candidate -> candidate.name().equals(map))
                .findFirst()
                .orElseThrow()
                .find(key, directory)
                .fold(UnaryOperator.identity(), () -> "", why -> "unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "-", "+-"})
    void recipientShouldExistForThePolicyAndTheMapsAlike(String delimiter) {
        PolicyRules rules = PolicyRules.defaults().withRecipientDelimiter(delimiter);

        assertThat(addresses()).allSatisfy(address -> {
            boolean exists = passes(rules, directory, "someone@far.example", address, "");
            boolean known = !find(rules, directory, "alias", address).isEmpty()
                    || !find(rules, directory, "mailbox", address).isEmpty();

            assertThat(known).as("alias or mailbox").isEqualTo(exists);
            assertThat(!find(rules, directory, "recipient", address).isEmpty())
                    .as("recipient")
                    .isEqualTo(exists);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "-", "+-"})
    void senderShouldBeOwnedForThePolicyAndTheMapAlike(String delimiter) {
        PolicyRules rules = PolicyRules.defaults().withRecipientDelimiter(delimiter);

        assertThat(addresses()).allSatisfy(address -> {
            List<String> owners =
                    Arrays.asList(find(rules, directory, "sender", address).split(","));
            boolean refused = !find(rules, directory, "access", address).isEmpty();
            for (String login : LOGINS) {
                // Postfix compares without regard to letter case, and asks both maps.
                boolean listed = owners.stream().anyMatch(login::equalsIgnoreCase) && !refused;

                assertThat(listed).as(login).isEqualTo(passes(rules, directory, address, "x@far.example", login));
            }
        });
    }
}
