package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.MailServerException;

/** Compares the configuration of a Postfix with Mailcloak's. Changes nothing. */
public final class PostfixCheck {

    private PostfixCheck() {}

    /**
     * Looks at a Postfix by {@code postconf}.
     *
     * @param folder its configuration directory
     * @param site what to compare with
     * @return the mistakes, those that let mail pass unchecked first
     * @throws MailServerException if postconf is missing, or cannot read the configuration
     */
    public static List<Finding> run(Path folder, MailcloakSite site) {
        return findings(new Postconf(folder).settings(), site);
    }

    static List<Finding> findings(PostfixSettings settings, MailcloakSite site) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new PolicyChecks(settings, site).findings());
        findings.addAll(new RelayChecks(settings).findings());
        findings.addAll(new RestrictionChecks(settings, site).findings());
        findings.addAll(new AddressChecks(settings, site).findings());
        findings.addAll(new SocketChecks(settings, site).findings());
        findings.addAll(new MapChecks(settings, site).findings());
        findings.addAll(new RewriteChecks(settings, site).findings());
        findings.addAll(new SubmissionChecks(settings).findings());
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }
}
