package org.mailcloak.e2e;

import java.util.Map;

/** The users of a Keycloak realm, who log in with tokens; an address that was never verified counts as none. */
record KeycloakPeople(KeycloakRealm realm) implements People {

    @Override
    public String idp() {
        return realm.yaml(realm.server().url(), "require_verified_email: true\n");
    }

    @Override
    public void add(Mailcloakctl ctl) {}

    @Override
    public Sample dovecotConf(Sample sample) {
        return withTokens(sample);
    }

    /** As the comment in the sample says: without the comment signs, and with more mechanisms. */
    static Sample withTokens(Sample sample) {
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
