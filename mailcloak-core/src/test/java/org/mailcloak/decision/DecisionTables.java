package org.mailcloak.decision;

import org.mailcloak.idp.AccountState;
import org.mailcloak.store.App;

/** The site of the tests of the engine, and the ways to ask about it. A test may change both. */
abstract class DecisionTables {

    static final String FAR = "someone@far.example";

    final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("sales@d1.test", "alice")
            .alias("info@d2.test", "bob")
            .app(
                    "app1",
                    true,
                    new App.Sender("app1@d1.test", true),
                    new App.Sender("App1@D1.Test+", true),
                    new App.Sender("old@d1.test", false))
            .app("app2", false, new App.Sender("app2@d1.test", true));

    final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "alice.smith@d1.test", "alice@far.example")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("dave", AccountState.ACTIVE, "shared@d1.test")
            .user("erin", AccountState.DISABLED, "shared@d1.test");

    PolicyRules rules = PolicyRules.defaults();

    Decision decide(PolicyQuery question) {
        return new DecisionEngine(rules, store, provider).decide(question);
    }

    Reason stranger(String sender, String recipient) {
        return decide(new PolicyQuery(ProtocolState.RCPT, sender, recipient, "", "", "192.0.2.9"))
                .reason();
    }

    Reason login(String method, String user, String sender, String recipient) {
        return decide(new PolicyQuery(ProtocolState.RCPT, sender, recipient, method, user, "192.0.2.9"))
                .reason();
    }

    Reason alice(String sender) {
        return login("PLAIN", "alice", sender, FAR);
    }
}
