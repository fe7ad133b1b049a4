package org.mailcloak.e2e.mail;

/** Where Postfix finds domains, mailboxes and owners. */
public enum Tables {

    /** As before there were maps: the domains from the database, the recipients from the policy service alone. */
    SQL("", """
            virtual_mailbox_domains = proxy:sqlite:%1$s/domains.cf
            """, ""),

    /** Every table that is named is one of Mailcloak's. The last two restrictions are a second line of defence. */
    MAPS("recipient_delimiter: \"+\"\n", """
            recipient_delimiter = +
            virtual_mailbox_domains = socketmap:unix:private/mailcloak-socketmap:domain
            virtual_mailbox_maps = socketmap:unix:private/mailcloak-socketmap:mailbox
            smtpd_sender_login_maps = socketmap:unix:private/mailcloak-socketmap:sender
            smtpd_reject_unlisted_sender = no
            """, """
            , reject_sender_login_mismatch, check_sender_access socketmap:unix:private/mailcloak-socketmap:access
            """);

    private final String policy;
    private final String mainCf;
    private final String restrictions;

    Tables(String policy, String mainCf, String restrictions) {
        this.policy = policy;
        this.mainCf = mainCf;
        this.restrictions = restrictions;
    }

    /** Lines of the server's section {@code policy}. */
    public String policy() {
        return policy;
    }

    /** @param folder of Postfix's configuration */
    public String mainCf(Object folder) {
        return mainCf.formatted(folder);
    }

    /** What follows the policy service in the recipient restrictions. */
    public String restrictions() {
        return restrictions.strip();
    }
}
