package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of the Postfix that most tests use: inbound mail and submission on one port, without TLS and with nothing that
 * refuses mail but Postfix's relay check and Mailcloak.
 *
 * @param folder the configuration directory
 * @param ownParameters what makes the instance a private one
 * @param database Mailcloak's database, asked for the local domains
 * @param port where foreign recipients are refused by Postfix itself before the policy service is asked
 * @param policyFirstPort where the policy service is asked before Postfix's own relay check
 * @param mapsOnlyPort where the policy service is not asked; only with {@link Tables#MAPS} does anything protect it then
 */
record PostfixConfiguration(
        Path folder,
        String ownParameters,
        Path database,
        Tables tables,
        int port,
        int policyFirstPort,
        int mapsOnlyPort) {

    Map<String, String> files() {
        return Map.of("main.cf", mainCf(), "master.cf", masterCf(), "domains.cf", domainsCf());
    }

    /** Each parameter stands once: Postfix would log every repetition from every process. */
    private String mainCf() {
        return ownParameters + """
                compatibility_level = 3.6
                myhostname = mx.d1.test
                myorigin = d1.test
                mydestination =
                mynetworks = 192.0.2.1/32
                alias_maps =
                alias_database =
                local_recipient_maps =

                # A test makes many mistakes in one session and many sessions from one address.
                smtpd_error_sleep_time = 0s
                smtpd_soft_error_limit = 1000
                smtpd_hard_error_limit = 2000
                smtpd_client_connection_count_limit = 0
                in_flow_delay = 0s

                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = private/auth

                smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
                smtpd_recipient_restrictions = check_policy_service unix:private/mailcloak-policy%s
                virtual_alias_maps = socketmap:unix:private/mailcloak-socketmap:alias
                virtual_alias_domains =
                virtual_transport = lmtp:unix:private/dovecot-lmtp
                """.formatted(tables.restrictions()) + tables.mainCf(folder);
    }

    private String masterCf() {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                127.0.0.1:%d inet n - n - - smtpd
                  -o syslog_name=postfix/policyfirst
                  -o smtpd_relay_restrictions=
                  -o { smtpd_recipient_restrictions = check_policy_service unix:private/mailcloak-policy, reject_unauth_destination }
                127.0.0.1:%d inet n - n - - smtpd
                  -o syslog_name=postfix/mapsonly
                  -o { smtpd_recipient_restrictions = permit_mynetworks%s }
                proxymap unix - - n - - proxymap
                """.formatted(port, policyFirstPort, mapsOnlyPort, tables.restrictions())
                + PostfixInstance.ownServices();
    }

    private String domainsCf() {
        return """
                dbpath = %s
                query = SELECT domain_name FROM domains WHERE domain_name = '%%s' AND enabled = 1
                """.formatted(database);
    }
}
