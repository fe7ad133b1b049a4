package org.mailcloak.decision;

/**
 * Why a decision was made. The names, in lower case, are stable codes for logs, metrics and {@code explain}; the reply
 * texts are public interface.
 */
public enum Reason {
    STAGE_NOT_CHECKED("The stage is not checked; every check runs at RCPT"),
    NO_RECIPIENT("There is no recipient to check"),
    SENDER_NOT_LOCAL("The client has not logged in and the sender is not in a local domain"),
    CLIENT_TRUSTED("The client's network may send from local domains without a login"),
    EXTERNAL_SENDER("policy.external_senders lets the client's network send from this local domain without a login"),
    APP_OWNS_SENDER("The application has the sender in its list"),
    USER_OWNS_SENDER("The sender is an address of the user"),
    USER_OWNS_ALIAS("The sender is a local alias of the user"),
    USER_OWNS_CATCH_ALL("The sender is caught by a catch-all alias of the user"),
    USER_OWNS_GROUP("The sender is the address of a group whose members may send as it, and the user is one"),
    NULL_SENDER_ALLOWED("policy.authenticated_null_sender lets who has logged in send as <>"),
    IDP_UNAVAILABLE_PASSED("The identity provider is unavailable and policy.idp_failure_mode is dunno"),

    RECIPIENT_UNKNOWN(550, "5.1.1", "No such user", "No alias and no account has the recipient's address"),
    RECIPIENT_DISABLED(
            550,
            "5.1.1",
            "No such user",
            "No account that has the recipient's address, and no member of such a group, may receive"),
    ALIAS_TARGET_UNKNOWN(
            550,
            "5.1.1",
            "No such user",
            "The recipient is an alias, and no account, alias or group has what it leads to"),
    RECIPIENT_NOT_LOCAL(
            550,
            "5.7.1",
            "Recipient domain not local",
            "The client has not logged in, the recipient is not local, and policy.foreign_recipients is reject"),
    ACCOUNT_LOCAL_ONLY(
            550,
            "5.7.1",
            "This account may write inside only",
            "The account's scope is local_only and the recipient is outside the local domains"),
    GROUP_MEMBERS_ONLY(
            550,
            "5.7.1",
            "Only members may post to this list",
            "The recipient is or leads to a group, and the client has not logged in as one of its members"),
    GROUP_DOMAIN_ONLY(
            550,
            "5.7.1",
            "Only local senders may post to this list",
            "The recipient is or leads to a group, and the client has neither logged in nor a trusted network"),
    GROUP_SENDERS_ONLY(
            550,
            "5.7.1",
            "Only certain senders may post to this list",
            "The recipient is or leads to a group, and neither the login nor the sender is among those that it names"),
    LOGIN_REQUIRED(
            553,
            "5.7.1",
            "Sending from local domains requires authentication",
            "The sender is in a local domain and the client has not logged in"),
    METHOD_UNSUPPORTED(
            553,
            "5.7.1",
            "Unsupported authentication method",
            "The client has logged in without a name: by ANONYMOUS, or without a mechanism"),
    APP_DISABLED(553, "5.7.1", Reason.NOT_OWNED, "The application is disabled"),
    APP_NOT_OWNER(553, "5.7.1", Reason.NOT_OWNED, "The sender is not in the application's list, or is disabled there"),
    USER_UNKNOWN(553, "5.7.1", Reason.NOT_OWNED, "The identity provider knows no such login"),
    USER_NOT_OWNER(553, "5.7.1", Reason.NOT_OWNED, "The sender is neither an address nor an alias of the user"),
    SENDER_ACCOUNT_CHANGED(
            553,
            "5.7.1",
            Reason.NOT_OWNED,
            "The sender is an alias that is bound to another account than the user's; mailcloakctl aliases rebind binds it anew"),
    NULL_SENDER_REFUSED(553, "5.7.1", Reason.NOT_OWNED, "policy.authenticated_null_sender is reject"),
    USER_SEND_BLOCKED(554, "5.7.1", Reason.SENDING_DISABLED, "The account may not send"),
    USER_DISABLED(554, "5.7.1", Reason.SENDING_DISABLED, "The account is disabled"),

    IDP_UNAVAILABLE(
            451, "4.3.0", "Temporary authentication/lookup failure", "The identity provider could not be asked"),
    ORIGIN_UNKNOWN(
            451,
            "4.3.5",
            "Server configuration problem",
            "An address has no domain, and policy.origin does not say what Postfix completes it with"),
    ALIAS_BROKEN(
            451,
            "4.3.0",
            Reason.INTERNAL,
            "The recipient's alias leads back to itself or to too many addresses, or its group is too large or shares its"
                    + " address; the detail says which"),
    ALIAS_ACCOUNT_CHANGED(
            451,
            "4.3.0",
            Reason.INTERNAL,
            "The recipient's alias is bound to another account than the one that has its login or address now; mailcloakctl"
                    + " aliases rebind binds it anew"),
    MAILBOX_AMBIGUOUS(
            451,
            "4.3.0",
            Reason.INTERNAL,
            "The recipient is an account whose mailbox cannot be told; the detail says why"),
    STORE_UNAVAILABLE(451, "4.3.0", Reason.INTERNAL, "The database could not be asked"),
    INTERNAL_ERROR(451, "4.3.0", Reason.INTERNAL, "A defect in Mailcloak; the log has the details");

    private static final String NOT_OWNED = "Sender not owned by authenticated user";
    private static final String SENDING_DISABLED = "Sending is disabled for this account";
    private static final String INTERNAL = "Temporary internal error";

    private final Verdict verdict;
    private final String action;
    private final String description;

    Reason(String description) {
        this.verdict = Verdict.PASS;
        this.action = "DUNNO";
        this.description = description;
    }

    Reason(int code, String enhancedStatus, String text, String description) {
        this.verdict = code >= 500 ? Verdict.REJECT : Verdict.DEFER;
        this.action = code + " " + enhancedStatus + " " + text;
        this.description = description;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** The policy action: {@code DUNNO}, or an SMTP code, an enhanced status code (RFC 3463) and a text. */
    public String action() {
        return action;
    }

    /** The rule in one line, for people. */
    public String description() {
        return description;
    }
}
