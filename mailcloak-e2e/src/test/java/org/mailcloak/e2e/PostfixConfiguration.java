package org.mailcloak.e2e;

import java.nio.file.Path;

/**
 * The text of a private instance's configuration files.
 *
 * @param folder the configuration directory
 * @param queue the queue directory; the sockets of Mailcloak and Dovecot are in its {@code private}
 * @param data the data directory, of this instance alone
 * @param log the log file that Postfix writes itself
 * @param database Mailcloak's database, asked for the local domains
 * @param port the port of the usual SMTP service
 * @param policyFirstPort the port of the SMTP service without a relay check before the policy service
 */
record PostfixConfiguration(
        Path folder, Path queue, Path data, Path log, Path database, int port, int policyFirstPort) {

    /** Each parameter stands once: Postfix would log every repetition from every process. */
    String mainCf() {
        return """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                maillog_file = %s
                maillog_file_prefixes = %s
                myhostname = mx.d1.test
                myorigin = d1.test
                mydestination =
                mynetworks = 192.0.2.1/32
                inet_interfaces = loopback-only
                inet_protocols = ipv4
                alias_maps =
                alias_database =
                local_recipient_maps =
                default_transport = discard:outside

                # No name service on the test machine is asked.
                smtpd_peername_lookup = no
                smtp_dns_support_level = disabled

                # A test makes many mistakes in one session and many sessions from one address.
                smtpd_error_sleep_time = 0s
                smtpd_soft_error_limit = 1000
                smtpd_hard_error_limit = 2000
                smtpd_client_connection_count_limit = 0
                service_throttle_time = 1s
                in_flow_delay = 0s

                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = private/auth

                smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
                smtpd_recipient_restrictions = check_policy_service unix:private/mailcloak-policy
                virtual_alias_maps = socketmap:unix:private/mailcloak-socketmap:alias
                virtual_alias_domains =
                virtual_mailbox_domains = proxy:sqlite:%s/domains.cf
                virtual_transport = lmtp:unix:private/dovecot-lmtp
                """.formatted(queue, data, log, log.getParent(), folder);
    }

    String masterCf() {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                127.0.0.1:%d inet n - n - - smtpd
                  -o syslog_name=postfix/policyfirst
                  -o smtpd_relay_restrictions=
                  -o { smtpd_recipient_restrictions = check_policy_service unix:private/mailcloak-policy, reject_unauth_destination }
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                proxymap unix - - n - - proxymap
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                lmtp unix - - n - - lmtp
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                showq unix n - n - - showq
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port, policyFirstPort);
    }

    String domainsCf() {
        return """
                dbpath = %s
                query = SELECT domain_name FROM domains WHERE domain_name = '%%s' AND enabled = 1
                """.formatted(database);
    }
}
