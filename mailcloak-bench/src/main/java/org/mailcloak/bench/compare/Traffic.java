package org.mailcloak.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a mail server asks in a day: mostly inbound mail to known people, some to nobody, some submissions. */
final class Traffic {

    private static final int REQUESTS = 2_000;

    private final List<String> requests = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();

    private Traffic() {}

    /** To the people of {@link People}. */
    static Load.Requests write(Workshop workshop, Protocol protocol) {
        Traffic traffic = new Traffic();
        for (int i = 0; i < REQUESTS; i++) {
            // 7919 is prime, so neighbours are strangers and everybody has a turn.
            int person = i * 7_919 % People.USERS;
            switch (protocol) {
                case POLICY -> traffic.policy(i % 20, i, person);
                case SOCKETMAP -> traffic.socketmap(i % 5, i, person);
            }
        }
        return traffic.write(workshop, protocol.question());
    }

    /** Recipients whom nobody asked for before, at every call others. */
    static Load.Requests writeCold(Workshop workshop, int call, int count) {
        Traffic traffic = new Traffic();
        IntStream.range(0, count)
                .forEach(i -> traffic.mail("", outside(i), "cold" + call + "-" + i + "@d1.test", "DUNNO"));
        return traffic.write(workshop, "cold" + call);
    }

    private void policy(int kind, int i, int person) {
        String friend = "friend" + i % 50 + "@example.net";
        switch (kind) {
            case 0, 1 -> mail("", outside(i), People.alias(person), "DUNNO");
            case 2, 3, 4 -> mail("", outside(i), "nobody" + i % 300 + "@d1.test", "550 5.1.1");
            case 5, 6, 7, 8 -> mail(People.login(person), People.address(person), friend, "DUNNO");
            case 9 -> mail(People.login(person), People.alias(person), friend, "DUNNO");
            case 10 -> {
                if (i % 40 < 20) {
                    mail(People.login(person), People.address((person + 1) % People.USERS), friend, "553 5.7.1");
                } else {
                    mail("", People.address(person), friend, "550 5.7.1");
                }
            }
            default -> mail("", outside(i), People.address(person), "DUNNO");
        }
    }

    private void socketmap(int kind, int i, int person) {
        switch (kind) {
            case 0, 1 -> lookUp(People.alias(person), "OK " + People.address(person));
            case 2 -> lookUp(People.address(person), "NOTFOUND ");
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

    private Load.Requests write(Workshop workshop, String name) {
        return new Load.Requests(
                workshop.file(name + "-requests", String.join("", requests)),
                workshop.file(name + "-replies", String.join("\n", replies) + "\n"));
    }
}
