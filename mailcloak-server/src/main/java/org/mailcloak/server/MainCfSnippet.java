package org.mailcloak.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.SocketsSection;

/** The lines of main.cf that connect Postfix to this configuration. */
final class MainCfSnippet {

    private MainCfSnippet() {}

    /**
     * Paths of sockets are relative to the queue directory where they lie in it: so a chrooted process finds them, and any
     * other too. A comment says which do not.
     *
     * @param queueDirectory Postfix's {@code queue_directory}
     */
    static List<String> of(Configuration configuration, Path queueDirectory) {
        SocketsSection sockets = configuration.sockets();
        String policy = sockets.policy().forPostfix(queueDirectory);
        String map = "socketmap:" + sockets.socketmap().forPostfix(queueDirectory) + ":";
        List<String> lines = new ArrayList<>(outOfReach(sockets, queueDirectory));
        lines.addAll(List.of(
                "# Lines for Postfix's main.cf",
                "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination",
                "smtpd_recipient_restrictions =",
                "    reject_non_fqdn_sender,",
                "    reject_non_fqdn_recipient,",
                "    check_policy_service " + policy + ",",
                "    permit_sasl_authenticated,",
                "    reject_unauth_destination",
                "virtual_alias_domains =",
                "virtual_alias_maps = " + map + "alias",
                "virtual_mailbox_domains = " + map + "domain",
                "virtual_mailbox_maps = " + map + "mailbox",
                "# With it, give each smtpd of master.cf the option rewrite_service_name=rewrite-smtpd, as docs/configs/postfix-master.cf",
                "transport_maps = " + map + "transport",
                "# Delivery by Dovecot, as in docs/configs/dovecot-2.3.conf. Postfix's default, virtual(8), delivers nothing here:",
                "# it takes no socketmap.",
                "virtual_transport = lmtp:unix:private/dovecot-lmtp",
                "smtpd_reject_unlisted_sender = no",
                ("recipient_delimiter = " + configuration.policy().recipientDelimiter()).strip(),
                "# A second line of defence, after check_policy_service: reject_sender_login_mismatch, and",
                "# check_sender_access " + map + "access",
                "# smtpd_sender_login_maps = " + map + "sender"));
        sockets.tcpTables().forEach((name, address) -> lines.add(byTcp(name, address)));
        return lines;
    }

    private static String byTcp(String map, ListenAddress.Inet address) {
        return "# The map " + map + " by tcp_table(5): tcp:" + address.hostAndPort();
    }

    private static List<String> outOfReach(SocketsSection sockets, Path queueDirectory) {
        List<String> outside = Stream.of(sockets.policy(), sockets.socketmap())
                .map(address -> address.forPostfix(queueDirectory))
                .filter(address -> address.startsWith("unix:/"))
                .toList();
        return outside.isEmpty()
                ? List.of()
                : List.of(
                        "# NOT below Postfix's queue directory " + queueDirectory + ": " + String.join(", ", outside),
                        "# A chrooted service of Postfix (y in the fifth column of master.cf, as in Debian) does not reach them,",
                        "# and the user postfix must be able to enter every folder on the way.");
    }
}
