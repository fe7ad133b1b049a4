package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;

/** What the maps answer of domains that stand for others, domains with an unknown host, sinks and certificates. */
class DomainFactsMapTest {

    private static final String KEY = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domainAlias("d9.test", "d1.test")
            .alias("sales@d1.test", "alice")
            .alias("noreply@d1.test", "discard:")
            .domain("d3.test")
            .unknownHost("d3.test", "[mail.old.example]:25")
            .certificate(KEY, "alice", true)
            .certificate(KEY.replace("FF", "00"), "bob", false);

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "alice@d3.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test", "carol@d3.test")
            .user("fred", AccountState.ACTIVE, "fred@d9.test", "fred@d3.test")
            .group(
                    "list@d1.test",
                    MailGroup.Posting.ANYONE,
                    MailGroup.SendAs.MEMBERS,
                    "fred",
                    "alice@d9.test",
                    "alice@d1.test",
                    "carol@d9.test",
                    "partner@far.example")
            .group("twice@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice", "alice@d3.test");

    private String find(String map, String key) {
        return MapText.find(
                PolicyRules.defaults().toBuilder().recipientDelimiter("+").build(),
                new LookupSources(store, provider),
                map,
                key);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "alias, alice@d9.test, alice@d1.test",
                "alias, alice+x@d9.test, alice+x@d1.test",
                "alias, sales@d9.test, sales@d1.test",
                "alias, carol@d9.test, -",
                "alias, nosuch@d9.test, -",
                "alias, noreply@d9.test, noreply@d1.test",
                "alias, noreply@d1.test, -",
                "alias, nosuch@d3.test, -",
                "alias, list@d9.test, list@d1.test",
                "alias, list@d1.test, 'fred@d3.test, alice@d1.test, partner@far.example'",
                "alias, twice@d1.test, alice@d1.test",
                "sender, list@d1.test, 'fred,alice'",
                "mailbox, alice@d9.test, OK",
                "mailbox, nosuch@d9.test, -",
                "mailbox, noreply@d1.test, OK",
                "mailbox, nosuch@d3.test, OK",
                "mailbox, carol@d3.test, -",
                "recipient, nosuch@d3.test, OK",
                "recipient, noreply@d9.test, OK",
                "recipient, carol@d3.test, -",
                "sender, alice@d9.test, alice",
                "sender, noreply@d1.test, -",
                "domain, d9.test, OK",
                "transport, noreply@d1.test, discard:",
                "transport, noreply+x@d1.test, discard:",
                "transport, noreply@d9.test, discard:",
                "transport, nosuch@d3.test, smtp:[mail.old.example]:25",
                "transport, alice@d3.test, -",
                "transport, carol@d3.test, error:5.1.1 No such user",
                "transport, alice@d1.test, -",
                "transport, someone@far.example, -",
                "transport, d3.test, -",
                "transport, .d3.test, -",
                "transport, *, -",
                "certificate, " + KEY + ", alice",
                "certificate, 00112233445566778899aabbccddeeff, alice",
                "certificate, 00112233445566778899aabbccddee00, -",
                "certificate, 11112233445566778899aabbccddeeff, -",
                "certificate, alice@d1.test, -",
                "certificate, *, -",
            })
    void mapShouldAnswerByTheFactsOfADomain(String map, String key, String answer) {
        assertThat(find(map, key)).isEqualTo(answer);
    }

    @Test
    void unknownAddressShouldWaitWhenTheProviderIsUnavailable() {
        provider.down();

        assertThat(find("transport", "nosuch@d3.test")).startsWith("unavailable: ");
    }
}
