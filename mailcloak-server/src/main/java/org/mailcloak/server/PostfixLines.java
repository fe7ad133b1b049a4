package org.mailcloak.server;

import java.util.List;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ListenAddress;

/** The lines of main.cf that connect Postfix to this configuration. */
final class PostfixLines {

    private PostfixLines() {}

    /** Unix domain sockets get absolute paths; a Postfix that runs chrooted needs them below its queue directory. */
    static List<String> of(Configuration configuration) {
        String policy = service(configuration.sockets().policy());
        String socketmap = service(configuration.sockets().socketmap());
        String database = configuration.database().toAbsolutePath().normalize().toString();
        return List.of(
                "# Lines for Postfix's main.cf",
                "smtpd_recipient_restrictions =",
                "    reject_non_fqdn_recipient,",
                "    check_policy_service " + policy + ",",
                "    permit_sasl_authenticated,",
                "    reject_unauth_destination",
                "virtual_alias_domains =",
                "virtual_alias_maps = socketmap:" + socketmap + ":alias",
                "# virtual_mailbox_domains = proxy:sqlite:/etc/postfix/mailcloak-domains.cf, a file with:",
                "#     dbpath = " + database,
                "#     query = SELECT domain_name FROM domains WHERE domain_name = '%s' AND enabled = 1");
    }

    private static String service(ListenAddress address) {
        return address instanceof ListenAddress.Unix unix
                ? "unix:" + unix.path().toAbsolutePath().normalize()
                : address.toString();
    }
}
