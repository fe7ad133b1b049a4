package org.mailcloak.server;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ListenAddress;

/** The lines of main.cf that connect Postfix to this configuration. */
final class PostfixLines {

    private PostfixLines() {}

    /** Unix domain sockets get absolute paths; a Postfix that runs chrooted needs them below its queue directory. */
    static List<String> of(Configuration configuration) {
        String policy = service(configuration.sockets().policy());
        String map = "socketmap:" + service(configuration.sockets().socketmap()) + ":";
        List<String> lines = new ArrayList<>(List.of(
                "# Lines for Postfix's main.cf",
                "smtpd_recipient_restrictions =",
                "    reject_non_fqdn_recipient,",
                "    check_policy_service " + policy + ",",
                "    permit_sasl_authenticated,",
                "    reject_unauth_destination",
                "virtual_alias_domains =",
                "virtual_alias_maps = " + map + "alias",
                "virtual_mailbox_domains = " + map + "domain",
                "virtual_mailbox_maps = " + map + "mailbox",
                "smtpd_reject_unlisted_sender = no",
                "recipient_delimiter = " + configuration.policy().recipientDelimiter(),
                "# A second line of defence, after check_policy_service: reject_sender_login_mismatch, and",
                "# check_sender_access " + map + "access",
                "# smtpd_sender_login_maps = " + map + "sender"));
        configuration.sockets().tcpTables().forEach((name, address) -> lines.add(byTcp(name, address)));
        return lines;
    }

    private static String byTcp(String map, ListenAddress.Inet address) {
        return "# The map " + map + " by tcp_table(5): tcp:" + address.hostAndPort();
    }

    private static String service(ListenAddress address) {
        return address instanceof ListenAddress.Unix unix
                ? "unix:" + unix.path().toAbsolutePath().normalize()
                : address.toString();
    }
}
