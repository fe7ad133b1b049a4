package org.mailcloak.e2e.ldap;

import java.util.Map;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.SitePeople;
import org.mailcloak.e2e.mail.LocalPeople;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.Slapd;

/**
 * The people of a directory, who log in with their passwords there.
 *
 * @param settings more settings of the provider, a line each
 */
record LdapPeople(Slapd slapd, String settings) implements SitePeople {

    /** The session with a login that has to succeed, as {@link Slapd} tells the passwords. */
    static SmtpClient loggedIn(SmtpClient session, String user) {
        return session.requireLogin(session.login(user, user + "-pw"));
    }

    @Override
    public String idp() {
        return LdapProviders.yaml(slapd, settings);
    }

    @Override
    public void add(CtlRunner ctl) {}

    /** As the comment in the sample says, in place of the users of the local provider. */
    @Override
    public Sample dovecotConf(Sample sample) {
        return LocalPeople.leftOut(
                sample.uncommented("passdb {\n  driver = ldap").uncommented("userdb {\n  driver = ldap"));
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        Sample sample = Sample.of("dovecot-ldap.conf.ext")
                .with("ldaps://ldap.example.org", slapd.tlsUrl("127.0.0.1"))
                .with("/etc/ssl/certs/ca-certificates.crt", slapd.authority())
                .with("uid=mailcloak,ou=services,dc=example,dc=org", Slapd.SERVICE_DN)
                .with("PASSWORD", Slapd.SERVICE_PASSWORD)
                .with("ou=people,dc=example,dc=org", Slapd.PEOPLE);
        return Map.of("dovecot-ldap.conf.ext", sample);
    }
}
