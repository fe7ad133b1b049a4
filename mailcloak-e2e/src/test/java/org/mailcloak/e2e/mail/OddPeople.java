package org.mailcloak.e2e.mail;

import java.util.Map;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.SitePeople;

/** Users of the local provider whose logins, addresses and mailboxes have little in common. */
public record OddPeople(String delimiter) implements SitePeople {

    @Override
    public String idp() {
        return "provider: local\n";
    }

    @Override
    public String policy() {
        return "recipient_delimiter: \"" + delimiter + "\"\n";
    }

    @Override
    public void add(CtlRunner ctl) {
        ctl.run("domains", "add", "d2.test");
        user(ctl, "alice", "alice@d1.test");
        user(ctl, "asmith", "alice.smith@d1.test", "smith@d1.test");
        user(ctl, "rob", "rob@d1.test", "robert@d1.test", "rob@d2.test");
        user(ctl, "o'brien", "o'brien@d1.test");
        user(ctl, "emma@d1.test", "emma@d1.test");
        user(ctl, "emma@d2.test", "emma@d2.test");
        user(ctl, "mary1", "mary@d1.test");
        user(ctl, "mary2", "mary@d2.test");
        user(ctl, "tagged", "work" + delimiter + "tag@d1.test");
        user(ctl, "worker", "work@d1.test");
        ctl.run("aliases", "add", "info@d1.test", "asmith");
        ctl.run("aliases", "add", "team@d1.test", "mary2", "--also", "o'brien");
        ctl.run("aliases", "add", "chain@d1.test", "info@d1.test");
        ctl.run("aliases", "add", "@d2.test", "worker");
        ctl.run("aliases", "add", "postmaster@d1.test", "alice");
        ctl.run("aliases", "add", "abuse@d1.test", "alice");
        ctl.run("aliases", "add", "root@d1.test", "alice");
    }

    private static void user(CtlRunner ctl, String login, String address, String... also) {
        String[] line = new String[6 + 2 * also.length];
        System.arraycopy(new String[] {"users", "add", login, "--address", address, "--password-stdin"}, 0, line, 0, 6);
        for (int i = 0; i < also.length; i++) {
            line[6 + 2 * i] = "--also";
            line[7 + 2 * i] = also[i];
        }
        ctl.runWithInput(MailSystem.PASSWORD + "\n", line);
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
