package org.mailcloak.e2e.authentik;

import java.util.Map;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.SitePeople;
import org.mailcloak.e2e.keycloak.KeycloakPeople;
import org.mailcloak.e2e.mail.LocalPeople;

/** People whose tokens authentik confirms. Mailcloak finds them in the local provider; their logins are the subject here. */
record AuthentikPeople(IntrospectionStub authentik) implements SitePeople {

    @Override
    public String idp() {
        return new LocalPeople().idp();
    }

    @Override
    public void add(CtlRunner ctl) {
        new LocalPeople().add(ctl);
    }

    @Override
    public Sample dovecotConf(Sample sample) {
        return KeycloakPeople.withTokens(sample);
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        Sample sample = Sample.of("dovecot-oauth2-authentik.conf.ext")
                .with("CLIENT", IntrospectionStub.CLIENT)
                .with("SECRET", IntrospectionStub.SECRET)
                .with("https://sso.example.org", authentik.url());
        return Map.of("dovecot-oauth2.conf.ext", sample);
    }
}
