package org.mailcloak.e2e.mail;

import java.util.Map;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.SitePeople;

/** alice and bob in the local provider, with {@link MailSystem#PASSWORD}. */
public record LocalPeople() implements SitePeople {

    @Override
    public String idp() {
        return "provider: local\n";
    }

    @Override
    public void add(CtlRunner ctl) {
        String password = MailSystem.PASSWORD + "\n";
        ctl.runWithInput(password, "users", "add", "alice", "--address", "alice@d1.test", "--password-stdin");
        ctl.runWithInput(password, "users", "add", "bob", "--address", "bob@d1.test", "--password-stdin");
    }

    @Override
    public Sample dovecotConf(Sample sample) {
        return sample;
    }

    /** The sample for people of another provider, who are not in Mailcloak's database. */
    public static Sample leftOut(Sample sample) {
        return sample.with("""
                passdb {
                  driver = sql
                  mechanisms = plain login
                  args = /etc/dovecot/dovecot-users-sql.conf.ext
                }
                """, "").with("""
                userdb {
                  driver = sql
                  args = /etc/dovecot/dovecot-users-sql.conf.ext
                }
                """, "");
    }

    @Override
    public Map<String, Sample> dovecotFiles() {
        return Map.of();
    }
}
