package org.mailcloak.decision.site;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailcloak.address.EmailAddress;

/**
 * Return paths that a mail server makes of a sender and takes back for bounces ({@code policy.return_paths}). Postfix
 * rewrites them after it has asked the policy service.
 */
public enum ReturnPath {
    /** Sender Rewriting Scheme: {@code SRS0=} and {@code SRS1=}, with one of {@code =+-} behind the number. */
    SRS,
    /** Bounce Address Tag Validation: {@code prvs=tag=user@domain}. */
    PRVS;

    private static final Pattern SRS_FORM = Pattern.compile("srs[01][=+-].+");
    private static final Pattern PRVS_FORM = Pattern.compile("prvs=[0-9a-z]{1,32}=(.+)");

    /** Whether the address is of the Sender Rewriting Scheme. */
    public static boolean isSrs(EmailAddress address) {
        return SRS_FORM.matcher(address.localPart()).matches();
    }

    /** The address that a tagged one stands for; empty if it has no tag. */
    public static Optional<EmailAddress> untagged(EmailAddress address) {
        Matcher tagged = PRVS_FORM.matcher(address.localPart());
        return tagged.matches() ? EmailAddress.parse(tagged.group(1) + '@' + address.domain()) : Optional.empty();
    }
}
