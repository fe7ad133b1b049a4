package org.mailcloak.e2e.slapd;

import java.nio.file.Path;
import java.util.Map;

/** What a Postfix without Mailcloak can do with the people of a directory: tables of postfix-ldap, asked for the sender. */
public record StockLdapMaps(Slapd slapd) {

    private static final String OWNERS = "ldap-owners.cf";
    private static final String BLOCKED = "ldap-blocked.cf";

    public Map<String, String> files() {
        String address = "(&(objectClass=tnMailAccount)(|(mail=%s)(mailAlternateAddress=%s))";
        return Map.of(
                OWNERS, table(address + ")", "uid", "%s"),
                BLOCKED,
                        table(
                                address + "(tnMailSendAllowed=FALSE))",
                                "uid",
                                "554 5.7.1 Sending is disabled for this account"));
    }

    private String table(String filter, String attribute, String format) {
        return """
                server_host = %s
                version = 3
                bind = yes
                bind_dn = %s
                bind_pw = %s
                search_base = %s
                domain = d1.test
                query_filter = %s
                result_attribute = %s
                result_format = %s
                """.formatted(
                        slapd.url(), Slapd.SERVICE_DN, Slapd.SERVICE_PASSWORD, Slapd.PEOPLE, filter, attribute, format);
    }

    /** For main.cf: one session begins and is refused very many messages: Postfix would slow it down and end it. */
    public String patience() {
        return """
                in_flow_delay = 0s
                smtpd_error_sleep_time = 0s
                smtpd_soft_error_limit = 10000
                smtpd_hard_error_limit = 20000
                """;
    }

    /**
     * A submission service of master.cf that asks no policy service.
     *
     * @param folder where the files are
     */
    public String service(int port, Path folder) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                  -o syslog_name=postfix/stock
                  -o smtpd_tls_security_level=encrypt
                  -o smtpd_sasl_auth_enable=yes
                  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
                  -o smtpd_sender_login_maps=ldap:%s
                  -o { smtpd_sender_restrictions = check_sender_access ldap:%s, reject_sender_login_mismatch }
                  -o { smtpd_recipient_restrictions = permit_sasl_authenticated, reject }
                """.formatted(port, folder.resolve(OWNERS), folder.resolve(BLOCKED));
    }
}
