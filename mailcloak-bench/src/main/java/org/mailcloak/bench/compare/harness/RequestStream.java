package org.mailcloak.bench.compare.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a mail server asks in a day: mostly inbound mail to known addresses, some to unknown ones, some submissions. */
public final class RequestStream {

    private static final int REQUESTS = 2_000;

    private final List<String> requests = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();

    private RequestStream() {}

    /** To the people of {@link BenchmarkData}. */
    public static BenchmarkLoad.Requests write(TempWorkspace workshop, BenchmarkProtocol protocol) {
        RequestStream traffic = new RequestStream();
        for (int i = 0; i < REQUESTS; i++) {
            // 7919 is prime, so neighbours are strangers and every user has a turn.
            int person = i * 7_919 % BenchmarkData.USERS;
            switch (protocol) {
                case POLICY -> traffic.policy(i % 20, i, person);
                case SOCKETMAP -> traffic.socketmap(i % 5, i, person);
            }
        }
        return traffic.write(workshop, protocol.question());
    }

    /** Whom cold requests ask for, as the slow provider knows them. */
    public enum Cold {
        PEOPLE("cold", "DUNNO"),
        NOBODY("coldnobody", "550 5.1.1");

        private final String name;
        private final String reply;

        Cold(String name, String reply) {
            this.name = name;
            this.reply = reply;
        }
    }

    /** Writes requests for recipients that no request named before, at every call others. */
    public static BenchmarkLoad.Requests writeCold(TempWorkspace workshop, Cold whom, int call, int count) {
        RequestStream traffic = new RequestStream();
        IntStream.range(0, count)
                .forEach(i -> traffic.mail("", outside(i), whom.name + call + "-" + i + "@d1.test", whom.reply));
        return traffic.write(workshop, whom.name + call);
    }

    private void policy(int kind, int i, int person) {
        String friend = "friend" + i % 50 + "@example.net";
        switch (kind) {
            case 0, 1 -> mail("", outside(i), BenchmarkData.alias(person), "DUNNO");
            case 2, 3, 4 -> mail("", outside(i), "nobody" + i % 300 + "@d1.test", "550 5.1.1");
            case 5, 6, 7, 8 -> mail(BenchmarkData.login(person), BenchmarkData.address(person), friend, "DUNNO");
            case 9 -> mail(BenchmarkData.login(person), BenchmarkData.alias(person), friend, "DUNNO");
            case 10 -> {
                if (i % 40 < 20) {
                    mail(
                            BenchmarkData.login(person),
                            BenchmarkData.address((person + 1) % BenchmarkData.USERS),
                            friend,
                            "553 5.7.1");
                } else {
                    // Refused for its recipient, or, as that is left to Postfix, for its sender: by the version.
                    mail("", BenchmarkData.address(person), friend, "55");
                }
            }
            default -> mail("", outside(i), BenchmarkData.address(person), "DUNNO");
        }
    }

    private void socketmap(int kind, int i, int person) {
        switch (kind) {
            case 0, 1 -> lookUp(BenchmarkData.alias(person), "OK " + BenchmarkData.address(person));
            case 2 -> lookUp(BenchmarkData.address(person), "NOTFOUND ");
            case 3 -> lookUp(outside(i), "NOTFOUND ");
            default -> lookUp("d1.test", "NOTFOUND ");
        }
    }

    private static String outside(int i) {
        return "sender" + i % 500 + "@outside" + i % 30 + ".example";
    }

    private void lookUp(String key, String reply) {
        requests.add("alias " + key + "\n");
        replies.add(reply);
    }

    /** All the attributes of Postfix 3.7, in its order. */
    private void mail(String login, String sender, String recipient, String reply) {
        requests.add("""
                request=smtpd_access_policy
                protocol_state=RCPT
                protocol_name=ESMTP
                client_address=192.0.2.25
                client_name=mx.example.net
                client_port=40912
                reverse_client_name=mx.example.net
                server_address=198.51.100.7
                server_port=25
                helo_name=mx.example.net
                sender=%s
                recipient=%s
                recipient_count=0
                queue_id=
                instance=4d2.673e5f11.2a1b9.0
                size=2048
                etrn_domain=
                stress=
                sasl_method=%s
                sasl_username=%s
                sasl_sender=
                ccert_subject=
                ccert_issuer=
                ccert_fingerprint=
                ccert_pubkey_fingerprint=
                encryption_protocol=TLSv1.3
                encryption_cipher=TLS_AES_256_GCM_SHA384
                encryption_keysize=256
                policy_context=

                """.formatted(sender, recipient, login.isEmpty() ? "" : "xoauth2", login));
        replies.add(reply);
    }

    private BenchmarkLoad.Requests write(TempWorkspace workshop, String name) {
        return new BenchmarkLoad.Requests(
                workshop.file(name + "-requests", String.join("", requests)),
                workshop.file(name + "-replies", String.join("\n", replies) + "\n"));
    }
}
