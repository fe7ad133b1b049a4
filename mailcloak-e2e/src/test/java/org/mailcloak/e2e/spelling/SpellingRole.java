package org.mailcloak.e2e.spelling;

import org.mailcloak.e2e.mail.SmtpClient;

/** Where a spelling stands, and who uses it. */
enum SpellingRole {
    SENDER_WITHOUT_LOGIN(false, true) {
        @Override
        boolean isWrong(SpellingSite.Outcome outcome) {
            return outcome.senders().stream().anyMatch(SpellingVerdicts::isLocal);
        }
    },
    SENDER_WITH_LOGIN(true, true) {
        @Override
        boolean isWrong(SpellingSite.Outcome outcome) {
            return !outcome.senders().stream().allMatch(SpellingVerdicts::isOfAlice);
        }
    },
    RECIPIENT_WITHOUT_LOGIN(false, false) {
        @Override
        boolean isWrong(SpellingSite.Outcome outcome) {
            return outcome.recipients().stream().anyMatch(SpellingVerdicts::isClosed);
        }
    },
    RECIPIENT_WITH_LOGIN(true, false) {
        @Override
        boolean isWrong(SpellingSite.Outcome outcome) {
            return outcome.recipients().stream().anyMatch(SpellingVerdicts::isClosed);
        }
    };

    private final boolean login;
    private final boolean sender;

    SpellingRole(boolean login, boolean sender) {
        this.login = login;
        this.sender = sender;
    }

    SmtpClient connect(SpellingSite site) {
        return login ? site.connectAs("alice") : site.connect();
    }

    String sender(String spelling) {
        return sender ? spelling : login ? "alice@d1.test" : "someone@outside.example";
    }

    String recipient(String spelling) {
        return sender ? "bob@d1.test" : spelling;
    }

    /** Whether Postfix made something of an accepted spelling that the plain address would not have been accepted for. */
    abstract boolean isWrong(SpellingSite.Outcome outcome);
}
