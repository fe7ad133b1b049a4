package org.mailcloak.e2e;

import java.util.Map;

/** alice and bob in the local provider, with {@link MailSystem#PASSWORD}. */
record LocalPeople() implements People {

    @Override
    public String idp() {
        return "provider: local\n";
    }

    @Override
    public void add(Mailcloakctl ctl) {
        String password = MailSystem.PASSWORD + "\n";
        ctl.runWithInput(password, "users", "add", "alice", "--address", "alice@d1.test", "--password-stdin");
        ctl.runWithInput(password, "users", "add", "bob", "--address", "bob@d1.test", "--password-stdin");
    }

    @Override
    public Sample dovecotConf(Sample sample) {
        return sample;
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        return Map.of();
    }
}
