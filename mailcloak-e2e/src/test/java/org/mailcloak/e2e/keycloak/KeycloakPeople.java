package org.mailcloak.e2e.keycloak;

import java.util.Map;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.SitePeople;
import org.mailcloak.e2e.mail.LocalPeople;

/**
 * The users of a Keycloak realm, who log in with tokens; an address that was never verified counts as none.
 *
 * @param home the folder of a mailbox
 */
public record KeycloakPeople(KeycloakRealm realm, String home) implements SitePeople {

    private static final String HOME_OF_THE_SAMPLE = "/var/vmail/%n";

    public KeycloakPeople(KeycloakRealm realm) {
        this(realm, HOME_OF_THE_SAMPLE);
    }

    @Override
    public String idp() {
        return realm.yaml(realm.server().url(), "require_verified_email: true\n");
    }

    @Override
    public void add(CtlRunner ctl) {}

    @Override
    public Sample dovecotConf(Sample sample) {
        return LocalPeople.leftOut(withTokens(sample).uncommented("userdb {\n  driver = static"))
                .with("home=" + HOME_OF_THE_SAMPLE, "home=" + home);
    }

    /** As the comment in the sample says: without the comment signs, and with more mechanisms. */
    public static Sample withTokens(Sample sample) {
        return sample.uncommented("passdb {\n  driver = oauth2")
                .with("auth_mechanisms = plain login\n", "auth_mechanisms = plain login oauthbearer xoauth2\n");
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        Sample sample = Sample.of("dovecot-oauth2.conf.ext")
                .with("CLIENT", "mailcloak")
                .with("SECRET", KeycloakRealm.CLIENT_SECRET)
                .with("https://sso.example.org/realms/mail", realm.server().url() + "/realms/" + realm.name());
        return Map.of("dovecot-oauth2.conf.ext", sample);
    }
}
