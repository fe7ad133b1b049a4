package org.mailcloak.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** The demonstration names the answers that the server gives now: a rule that changes must change there too. */
class DemoTest {

    @TempDir
    private Path folder;

    @Test
    void everyRequestShouldBeDecidedAsTheDemonstrationExpects() {
        Path database = folder.resolve("state.db");
        DemoData.write(database, "{CRYPT}none");
        try (SqliteMailStore store = SqliteMailStore.open(database);
                IdentityProvider provider =
                        new LocalIdentityProviderFactory().create(new ProviderConfig("local", database, Map.of()))) {
            DecisionEngine engine = new DecisionEngine(PolicyRules.defaults(), store, provider);

            assertThat(DemoRequest.ALL)
                    .filteredOn(DemoRequest::isPolicy)
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(engine.decide(question(request.policy()))
                                    .reason()
                                    .action())
                            .isEqualTo(request.expected()));
        }
    }

    private static PolicyQuery question(Map<String, String> asked) {
        return new PolicyQuery(
                ProtocolState.RCPT,
                asked.getOrDefault("sender", ""),
                asked.getOrDefault("recipient", ""),
                asked.getOrDefault("sasl_method", ""),
                asked.getOrDefault("sasl_username", ""),
                asked.getOrDefault("client_address", ""));
    }
}
