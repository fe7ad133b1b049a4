package org.mailcloak.e2e.env;

import java.util.Map;
import org.mailcloak.e2e.mail.SampleMailSystem;

/** Where the users of a {@link SampleMailSystem} are, and what that changes in its configuration. */
public interface SitePeople {

    /** The lines below {@code idp:} in the server's configuration. */
    String idp();

    /** More lines below {@code policy:} in the server's configuration. */
    default String policy() {
        return "";
    }

    /** Postfix's {@code recipient_delimiter}. */
    default String delimiter() {
        return "";
    }

    /** Makes what of them lies in Mailcloak's database. */
    void add(CtlRunner ctl);

    /** What an operator writes into the sample of dovecot.conf for their logins. */
    Sample dovecotConf(Sample sample);

    /** Further files of Dovecot. */
    Map<String, Sample> dovecotFiles();
}
