package org.mailcloak.cli.dovecot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.cli.mailserver.ConfigurationProgram;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.MailServerException;
import org.mailcloak.decision.site.DeliverTo;

/** Compares the configuration of a Dovecot with Mailcloak's. Changes nothing. */
public final class DovecotCheck {

    private static final String DELIMITER = "recipient_delimiter";
    private static final Set<String> UNIX_ACCOUNTS = Set.of("pam", "passwd", "shadow", "bsdauth");

    private static final Pattern TRANSPORT_MAP = Pattern.compile("socketmap:[^\\s,{}]+:transport(?=[\\s,}]|$)");

    /** Values of result_failure and result_internalfail that make a login of a failure. */
    private static final Set<String> PASSES = Set.of("return-ok", "continue-ok");

    private final DovecotBlock configuration;
    private final String delimiter;
    private final DeliveryRules rules;
    private final List<Finding> findings = new ArrayList<>();

    private DovecotCheck(DovecotBlock configuration, String delimiter, DeliveryRules rules) {
        this.configuration = configuration;
        this.delimiter = delimiter;
        this.rules = rules;
    }

    /**
     * Looks at a Dovecot by {@code doveconf}.
     *
     * @param file its main configuration file
     * @param rules Mailcloak's
     * @return the mistakes, those that let a login pass first
     * @throws org.mailcloak.cli.mailserver.MailServerException if doveconf is missing, or cannot read the configuration
     */
    public static List<Finding> run(Path file, DeliveryRules rules) {
        List<String> command = List.of("doveconf", "-c", file.toString());
        String set = ConfigurationProgram.output(with(command, "-n"));
        String separator = ConfigurationProgram.output(with(command, DELIMITER));
        return findings(set, separator, rules);
    }

    private static List<String> with(List<String> command, String option) {
        List<String> all = new ArrayList<>(command);
        all.add(option);
        return all;
    }

    /**
     * From what doveconf prints.
     *
     * @param set {@code doveconf -n}
     * @param separator {@code doveconf recipient_delimiter}
     */
    static List<Finding> findings(String set, String separator, DeliveryRules rules) {
        String theirs = DovecotBlock.parse(separator).value(DELIMITER);
        return new DovecotCheck(DovecotBlock.parse(set), theirs, rules).examine();
    }

    private List<Finding> examine() {
        configuration.all("passdb").forEach(this::passdb);
        configuration.all("userdb").forEach(this::userdb);
        findings.addAll(new AccountChecks(configuration, rules).findings());
        extensions();
        general();
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /**
     * Who cuts an extension off: with the query of dovecot-users-sql.conf.ext only that, which knows addresses that hold the
     * character; else Dovecot, by the same characters as Mailcloak.
     */
    private void extensions() {
        boolean byQuery = configuration.all("userdb").anyMatch(DovecotCheck::cutsExtensions);
        boolean isQueryUnknown = rules.local() && rules.deliverTo() == DeliverTo.ADDRESS && delimiter.isEmpty();
        String ours = byQuery && rules.deliverTo() == DeliverTo.ADDRESS ? "" : rules.recipientDelimiter();
        if (isQueryUnknown || characters(delimiter).equals(characters(ours))) {
            return;
        }
        String finding = ours.equals(rules.recipientDelimiter())
                ? "Dovecot separates extensions by " + shown(delimiter) + ", Mailcloak by " + shown(ours)
                        + ": an address with such a character is delivered into another's mailbox, or nowhere"
                : "Dovecot cuts off what follows " + shown(delimiter)
                        + " before the userdb's query is asked: an account's own"
                        + " address with such a character is delivered into another's mailbox, or nowhere";
        findings.add(Finding.stopped(
                DELIMITER,
                finding,
                (DELIMITER + " = " + ours).strip()
                        + (ours.isEmpty() ? ", with nothing behind it" : ", the same as policy.recipient_delimiter")));
    }

    /** The query reads the delimiter that the server has published in its database. */
    private static boolean cutsExtensions(DovecotBlock userdb) {
        return Stream.concat(userdb.settings().values().stream(), userdb.file().stream())
                .anyMatch(text -> text.contains("published_settings"));
    }

    private static Set<Integer> characters(String text) {
        return text.chars().boxed().collect(Collectors.toSet());
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : "\"" + text + "\"";
    }

    private void passdb(DovecotBlock passdb) {
        String place = "passdb " + passdb.driver();
        String args = passdb.value("args");
        Optional<String> file = passdb.file();
        String text = file.orElse("");
        boolean noPassword = Stream.of(args, passdb.value("default_fields"), passdb.value("override_fields"), text)
                        .anyMatch(value -> value.contains("nopassword"))
                || passdb.all("fields").anyMatch(fields -> fields.settings().containsKey("nopassword"));
        if (noPassword) {
            findings.add(Finding.unchecked(
                    place,
                    "nopassword: a login passes with every password that comes with a name, and Mailcloak takes the"
                            + " name for authenticated",
                    "take nopassword out, or the whole passdb"));
        } else if (passdb.driver().equals("static")) {
            findings.add(Finding.unchecked(
                    place, "a static passdb lets every name log in with one password, or with any", "take it out"));
        }
        if (PASSES.contains(passdb.value("result_failure")) || PASSES.contains(passdb.value("result_internalfail"))) {
            findings.add(Finding.unchecked(
                    place,
                    "result_failure or result_internalfail lets a login pass that was refused or could not be verified",
                    "return-fail"));
        }
        if (UNIX_ACCOUNTS.contains(passdb.driver())) {
            findings.add(Finding.warning(
                    place,
                    "accounts of this machine log in here, and Mailcloak takes their names for those of its people",
                    "take it out"));
        }
        if (passdb.driver().equals("oauth2")) {
            file.ifPresentOrElse(
                    settings -> tokens(args, DovecotBlock.parse(settings)),
                    () -> findings.add(Finding.warning(place, args + " cannot be read", "run this command as root")));
        }
    }

    private void tokens(String place, DovecotBlock oauth2) {
        boolean introspects = !oauth2.value("introspection_url").isEmpty();
        if (introspects
                && (oauth2.value("active_attribute").isEmpty()
                        || oauth2.value("active_value").isEmpty())) {
            findings.add(Finding.unchecked(
                    place,
                    "the answer \"active\": false is not looked at: a token that is over or withdrawn logs in",
                    "active_attribute = active, and active_value = true"));
        }
        if (!introspects && !oauth2.value("tokeninfo_url").isEmpty()) {
            findings.add(Finding.unchecked(
                    place,
                    "tokeninfo_url takes a token that was made for any other program",
                    "introspection_url, with client_id and client_secret"));
        }
        if (!oauth2.value("local_validation_key_dict").isEmpty()
                && (oauth2.value("issuers").isEmpty()
                        || oauth2.value("client_id").isEmpty())) {
            findings.add(Finding.unchecked(
                    place,
                    "local validation without issuers and client_id takes a token of any issuer for any program",
                    "set both, or introspection_url"));
        }
    }

    private void userdb(DovecotBlock userdb) {
        Optional<String> gap = userdb.takesEveryName() ? transportGap() : Optional.empty();
        if (gap.isPresent()) {
            findings.add(Finding.stopped(
                    "userdb static",
                    "allow_all_users: there is a mailbox for every name, and mail for one that no account has, of cron, Sieve and"
                            + " the sendmail command, is accepted and lies there unread: " + gap.get(),
                    "transport_maps = socketmap:unix:mailcloak/socketmap:transport in Postfix's main.cf, or a userdb that knows"
                            + " who exists"));
        }
    }

    /** Why Postfix does not ask Mailcloak before it hands a message over; empty if it does. */
    private Optional<String> transportGap() {
        try {
            return TRANSPORT_MAP.matcher(rules.transportMaps().get()).find()
                    ? Optional.empty()
                    : Optional.of("Postfix's transport_maps does not ask Mailcloak's map transport");
        } catch (MailServerException notHere) {
            return Optional.of("whether Postfix's transport_maps asks Mailcloak is not known, " + notHere.getMessage());
        }
    }

    private void general() {
        if (configuration.value("auth_mechanisms").matches("(?i)(^|.*\\s)anonymous(\\s.*|$)")) {
            findings.add(
                    Finding.warning("auth_mechanisms", "anonymous lets clients log in without a name", "take it out"));
        }
        boolean plain = configuration.value("disable_plaintext_auth").equals("no")
                || configuration.value("auth_allow_cleartext").equals("yes")
                || configuration.value("ssl").equals("no");
        if (plain) {
            findings.add(Finding.warning(
                    "disable_plaintext_auth",
                    "passwords are taken over connections that are not encrypted",
                    "ssl = required, and disable_plaintext_auth = yes"));
        }
        if (!configuration.value("auth_master_user_separator").isEmpty()) {
            findings.add(Finding.warning(
                    "auth_master_user_separator",
                    "a master user logs in as every account, and sends as every account",
                    "take it out, or offer it to services without SMTP alone"));
        }
        String cache = configuration.value("auth_cache_size");
        if (!cache.isEmpty() && !cache.equals("0")) {
            findings.add(Finding.warning(
                    "auth_cache_size",
                    "a password that was changed or withdrawn still logs in for auth_cache_ttl",
                    "auth_cache_size = 0"));
        }
    }
}
