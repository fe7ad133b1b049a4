package org.mailcloak.e2e.env;

import java.util.Map;

/**
 * People whose mail goes to {@code login@domain}, as the samples say for all but the local provider; with the domain d2.test
 * and aliases.
 *
 * @param delimiter of Postfix, Mailcloak and Dovecot
 */
public record DeliveredByLogin(SitePeople people, String delimiter) implements SitePeople {

    @Override
    public String idp() {
        return people.idp();
    }

    @Override
    public String policy() {
        return people.policy() + "deliver_to: login\nrecipient_delimiter: \"" + delimiter + "\"\n";
    }

    @Override
    public void add(CtlRunner ctl) {
        people.add(ctl);
        ctl.run("domains", "add", "d2.test");
        ctl.run("aliases", "add", "info@d1.test", "jdoe");
        ctl.run("aliases", "add", "info@d2.test", "jdoe");
        ctl.run("aliases", "add", "both@d1.test", "john.doe@d1.test", "--also", "alice");
        ctl.run("aliases", "add", "noreply@d1.test", "discard:");
        ctl.run("aliases", "add", "root@d1.test", "alice");
    }

    @Override
    public Sample dovecotConf(Sample sample) {
        return people.dovecotConf(sample).with("recipient_delimiter =\n", "recipient_delimiter = " + delimiter + "\n");
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        return people.dovecotFiles();
    }
}
