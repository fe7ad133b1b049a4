package org.mailcloak.idp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;

/** Examines any provider by what it always has: whether its look-ups answer. */
public final class LookupDiagnostics implements Diagnostics {

    /** A login that no account has; a provider that is reached and believed says "not found". */
    private static final String NOBODY = "mailcloak-nobody-has-this-login";

    private final IdentityProvider provider;

    /** @param provider stays the caller's */
    public LookupDiagnostics(IdentityProvider provider) {
        this.provider = provider;
    }

    /** Returns the provider's own diagnostics, or those of its look-ups if it has none. */
    public static Diagnostics unlessOwn(IdentityProvider provider) {
        return provider.diagnostics().orElseGet(() -> new LookupDiagnostics(provider));
    }

    @Override
    public List<Diagnosis> diagnose(DiagnosticsRequest wanted) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.add(lookup("look-ups", () -> provider.findByLogin(NOBODY), "answers", Diagnosis.Status.OK));
        wanted.login()
                .ifPresent(login -> diagnoses.add(lookup(
                        "user " + login, () -> provider.findByLogin(login), "no such user", Diagnosis.Status.FAILED)));
        wanted.address()
                .ifPresent(address -> diagnoses.add(lookup(
                        "address " + address,
                        () -> provider.findByAddress(address),
                        "no user has this address",
                        Diagnosis.Status.FAILED)));
        return diagnoses;
    }

    private static Diagnosis lookup(
            String subject, Supplier<LookupResult> question, String ifNotFound, Diagnosis.Status statusIfNotFound) {
        long begin = System.nanoTime();
        LookupResult answer = question.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return answer.fold(
                found -> Diagnosis.ok(
                        subject,
                        oneLine(found.stream().map(LookupDiagnostics::describe).collect(Collectors.joining("; "))),
                        took),
                () -> new Diagnosis(subject, statusIfNotFound, ifNotFound, "", Optional.of(took)),
                why -> new Diagnosis(
                        subject,
                        Diagnosis.Status.FAILED,
                        oneLine(why),
                        "see the provider's log, or its own checks",
                        Optional.of(took)));
    }

    /** Names and reasons come from elsewhere, and may hold anything. */
    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    /** One account in a line: what the rules will see of it. */
    static String describe(Account account) {
        return "login " + account.loginName() + ", state " + account.state() + ", address "
                + account.primaryAddress().map(EmailAddress::toString).orElse("none")
                + (account.aliasAddresses().isEmpty() ? "" : ", aliases " + account.aliasAddresses());
    }
}
