package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;

/** The code of docs/developers/embedding.md. */
class EmbeddingExampleTest {

    @Test
    void engineShouldDecideInAProgramWithoutTheServer(@TempDir Path folder) {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        try (SqliteMailStore store = SqliteMailStore.open(database);
                IdentityProvider provider =
                        new LocalIdentityProviderFactory().create(new ProviderConfig("local", database, Map.of()))) {
            store.domains().add(MailDomain.parse("example.org").orElseThrow());
            store.users()
                    .add(NewLocalUser.active(
                            "alice",
                            List.of(EmailAddress.parse("alice@example.org").orElseThrow()),
                            Optional.empty()));
            DecisionEngine engine = new DecisionEngine(PolicyRules.defaults(), store, provider);

            Decision decision = engine.decide(new PolicyQuery(
                    ProtocolState.RCPT, "alice@example.org", "friend@example.net", "PLAIN", "alice", "192.0.2.7"));

            assertThat(decision.reason()).isEqualTo(Reason.USER_OWNS_SENDER);
        }
    }
}
