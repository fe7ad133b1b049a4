package org.mailcloak.idp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;

/** What can be said about any provider: whether its look-ups answer. The default of {@link IdentityProvider#diagnose}. */
final class LookupExamination {

    /** Nobody has this login; a provider that is reached and believed says "not found". */
    private static final String NOBODY = "mailcloak-nobody-has-this-login";

    private LookupExamination() {}

    static List<Diagnosis> of(IdentityProvider provider, Examination wanted) {
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
            String subject, Supplier<Lookup> question, String ifNotFound, Diagnosis.Status statusIfNotFound) {
        long begin = System.nanoTime();
        Lookup answer = question.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return answer.fold(
                found -> Diagnosis.ok(
                        subject,
                        oneLine(found.stream().map(LookupExamination::describe).collect(Collectors.joining("; "))),
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

    /** One identity in a line: what the rules will see of it. */
    static String describe(Identity identity) {
        return "login " + identity.loginName() + ", state " + identity.state() + ", address "
                + identity.primaryAddress().map(EmailAddress::toString).orElse("none")
                + (identity.aliasAddresses().isEmpty() ? "" : ", aliases " + identity.aliasAddresses());
    }
}
