package org.mailcloak.e2e.spelling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.SmtpReply;

/**
 * Sends spellings through a site in one role.
 *
 * @param tried how many spellings
 * @param refused how many of them Postfix or the policy service refused for good
 * @param deferrals what was refused for now, and the reply
 * @param accepted how many were accepted
 * @param wrong what was accepted and should not have been, the shortest first
 */
record SpellingRun(SpellingRole role, int tried, int refused, List<String> deferrals, int accepted, List<Wrong> wrong) {

    /** Small enough for the buffers of both sides. */
    private static final int BATCH = 50;

    private static final int SESSION = 2_000;

    static SpellingRun of(SpellingSite site, SpellingRole role, Collection<String> spellings) {
        List<String> all = List.copyOf(spellings);
        Tally tally = new Tally();
        for (int from = 0; from < all.size(); from += SESSION) {
            try (SmtpClient client = role.connect(site)) {
                List<String> accepted =
                        probe(client, role, all.subList(from, Math.min(all.size(), from + SESSION)), tally);
                for (String spelling : accepted) {
                    tally.sent.put(SpellingSite.queueId(send(client, role, spelling)), spelling);
                }
            }
        }
        Map<String, SpellingSite.Outcome> outcomes = site.outcomes(tally.sent.keySet());
        List<Wrong> wrong = tally.sent.entrySet().stream()
                .filter(entry -> role.isWrong(outcomes.get(entry.getKey())))
                .map(entry -> new Wrong(entry.getValue(), outcomes.get(entry.getKey())))
                .sorted(Comparator.comparingInt(each -> each.spelling().length()))
                .toList();
        return new SpellingRun(role, all.size(), tally.refused, tally.deferrals, tally.sent.size(), wrong);
    }

    private static List<String> probe(SmtpClient client, SpellingRole role, List<String> spellings, Tally tally) {
        List<String> accepted = new ArrayList<>();
        for (int from = 0; from < spellings.size(); from += BATCH) {
            List<String> batch = spellings.subList(from, Math.min(spellings.size(), from + BATCH));
            List<String> lines = new ArrayList<>();
            batch.forEach(spelling -> lines.addAll(List.of(mail(role, spelling), rcpt(role, spelling), "RSET")));
            List<SmtpReply> replies = client.pipeline(lines);
            for (int i = 0; i < batch.size(); i++) {
                SmtpReply mail = replies.get(3 * i);
                SmtpReply decisive = mail.accepted() ? replies.get(3 * i + 1) : mail;
                if (decisive.accepted()) {
                    accepted.add(batch.get(i));
                } else if (decisive.code() < 500) {
                    tally.deferrals.add(batch.get(i) + ": " + decisive.text());
                } else {
                    tally.refused++;
                }
            }
        }
        return accepted;
    }

    private static SmtpReply send(SmtpClient client, SpellingRole role, String spelling) {
        client.pipeline(List.of(mail(role, spelling), rcpt(role, spelling), "DATA"));
        return client.command("Subject: spelling\r\n\r\nHello.\r\n.");
    }

    private static String mail(SpellingRole role, String spelling) {
        boolean ascii = spelling.chars().allMatch(c -> c < 0x80);
        return "MAIL FROM:<" + role.sender(spelling) + '>' + (ascii ? "" : " SMTPUTF8");
    }

    private static String rcpt(SpellingRole role, String spelling) {
        return "RCPT TO:<" + role.recipient(spelling) + '>';
    }

    String line() {
        return "%s: %d tried, %d refused, %d deferred, %d accepted, %d wrong"
                .formatted(role, tried, refused, deferrals.size(), accepted, wrong.size());
    }

    /** An accepted spelling, and what Postfix made of it. */
    record Wrong(String spelling, SpellingSite.Outcome outcome) {

        @Override
        public String toString() {
            return escaped(spelling) + " becomes from=<" + escaped(String.join("> and <", outcome.senders())) + "> to=<"
                    + escaped(String.join("> and <", outcome.recipients())) + '>';
        }

        private static String escaped(String text) {
            StringBuilder out = new StringBuilder();
            text.chars().forEach(c -> out.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
            return out.toString();
        }
    }

    private static final class Tally {
        private final Map<String, String> sent = new LinkedHashMap<>();
        private int refused;
        private final List<String> deferrals = new ArrayList<>();
    }
}
