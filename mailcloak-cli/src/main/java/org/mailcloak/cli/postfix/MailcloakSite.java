package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.decision.Verdict;

/**
 * What Mailcloak's own side says, to compare Postfix's with.
 *
 * @param policy where the policy service listens
 * @param socketmap where the maps are served
 * @param tables maps that are served by tcp_table(5) too
 * @param recipientDelimiter the characters that separate a user from an extension; empty for none
 * @param origin the domain of an address without one; empty if there is no local domain
 * @param domains the local domains that are enabled
 * @param database the database file
 * @param groupMemberLimit how many members a group may have
 * @param recipient the verdict on mail from elsewhere to an address
 */
public record MailcloakSite(
        ListenAddress policy,
        ListenAddress socketmap,
        Map<String, ListenAddress.Inet> tables,
        String recipientDelimiter,
        Optional<String> origin,
        List<String> domains,
        Path database,
        int groupMemberLimit,
        Function<String, Verdict> recipient) {

    public MailcloakSite {
        tables = Map.copyOf(tables);
        domains = List.copyOf(domains);
    }

    /** What belongs into a restriction list. */
    String policyRestriction(Path queueDirectory) {
        return "check_policy_service " + policy.forPostfix(queueDirectory);
    }

    /** A map as main.cf names it. */
    String table(String map, Path queueDirectory) {
        return "socketmap:" + socketmap.forPostfix(queueDirectory) + ":" + map;
    }
}
