package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.Failure;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.Examination;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/** Examines, one after the other, what look-ups need. For one examination, by one thread. */
final class Doctor {

    private static final String SERVER = "server";
    private static final String TOKEN = "api token";
    private static final String PERMISSION = "permission view_user";
    private static final String PEOPLE = "users";
    private static final String GROUPS = "permission view_group";

    private final AuthentikSettings settings;
    private final Api api;
    private final Witness witness;
    private final AuthentikIdentityProvider provider;
    private final List<Diagnosis> found = new ArrayList<>();

    Doctor(AuthentikSettings settings, Api api, Witness witness, AuthentikIdentityProvider provider) {
        this.settings = settings;
        this.api = api;
        this.witness = witness;
        this.provider = provider;
    }

    List<Diagnosis> examine(Examination wanted) {
        examineEncryption();
        Optional<TokenOwner> owner = examineToken(api.me());
        if (owner.isPresent() && examinePermission(owner.get())) {
            examinePeople(api.everybody());
            settings.lists().ifPresent(rules -> examineGroups());
            wanted.login().ifPresent(this::examineLogin);
            wanted.address().ifPresent(this::examineAddress);
        } else {
            owner.ifPresentOrElse(some -> skip(PEOPLE), () -> skip(PERMISSION, PEOPLE));
            wanted.login().ifPresent(login -> skip("user " + line(login)));
            wanted.address().ifPresent(address -> skip("address " + line(address.toString())));
        }
        return List.copyOf(found);
    }

    private void examineEncryption() {
        if (!settings.encrypted()) {
            found.add(Diagnosis.warning(
                    "encryption", "the token and all answers travel in the clear", "use https in base_url"));
        }
    }

    private Optional<TokenOwner> examineToken(HttpOutcome<TokenOwner> outcome) {
        if (outcome instanceof HttpOutcome.Ok<TokenOwner> ok) {
            found.add(
                    Diagnosis.ok(SERVER, "authentik answers" + (settings.encrypted() ? " by TLS" : ""), ok.latency()));
            found.add(describe(ok.value()));
            return Optional.of(ok.value());
        }
        if (outcome instanceof HttpOutcome.Refused<TokenOwner> refused) {
            boolean isToken = refused.status() == 401 || refused.status() == 403;
            failed(isToken ? TOKEN : SERVER, Refusal.of(refused), refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<TokenOwner> failed) {
            failed(SERVER, new Refusal(failed.reason(), remedy(failed.failure())), failed.latency());
        }
        return Optional.empty();
    }

    private static Diagnosis describe(TokenOwner owner) {
        String finding = "belongs to " + line(owner.username()) + ", type " + line(owner.type());
        return owner.superuser()
                ? Diagnosis.warning(
                        TOKEN, finding + ", a superuser", "use a service account that may view users, and nothing else")
                : Diagnosis.ok(TOKEN, finding);
    }

    private boolean examinePermission(TokenOwner owner) {
        HttpOutcome<Boolean> outcome = api.sees(owner.pk());
        if (outcome instanceof HttpOutcome.Ok<Boolean> ok) {
            found.add(Diagnosis.ok(PERMISSION, "the token sees its own account", ok.latency()));
            return true;
        }
        if (outcome instanceof HttpOutcome.Refused<Boolean> refused) {
            boolean isPermission = refused.status() == 403 || refused.status() == 404;
            failed(
                    PERMISSION,
                    isPermission
                            ? new Refusal("the token sees no users, or some of them only", Refusal.GRANT)
                            : Refusal.of(refused),
                    refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<Boolean> failed) {
            failed(PERMISSION, new Refusal(failed.reason(), remedy(failed.failure())), failed.latency());
        }
        return false;
    }

    private void examinePeople(HttpOutcome<Page<User>> outcome) {
        if (outcome instanceof HttpOutcome.Ok<Page<User>> ok) {
            long count = ok.value().count();
            String finding = count + " internal and external users are seen";
            found.add(new Diagnosis(
                    PEOPLE,
                    count == 0 ? Status.WARNING : Status.OK,
                    finding,
                    count == 0 ? "service accounts have no mail here: make the people internal or external users" : "",
                    Optional.of(ok.latency())));
        } else if (outcome instanceof HttpOutcome.Refused<Page<User>> refused) {
            failed(PEOPLE, Refusal.of(refused), refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<Page<User>> failed) {
            failed(PEOPLE, new Refusal(failed.reason(), remedy(failed.failure())), failed.latency());
        }
    }

    private void examineGroups() {
        try {
            witness.confirmGroups();
            found.add(Diagnosis.ok(GROUPS, "the token sees a group of its own account"));
        } catch (UnavailableException e) {
            found.add(Diagnosis.failed(
                    GROUPS, e.reason(), Refusal.GRANT_GROUPS + ", and make the account a member of any group"));
        }
    }

    private void examineLogin(String login) {
        Optional<Identity> identity = lookup(
                        "user " + line(login),
                        () -> provider.findByLogin(login),
                        "no internal or external user has this name")
                .stream()
                .findFirst();
        if (identity.isPresent()) {
            examineAttributes(login);
            identity.get().aliasAddresses().stream()
                    .findFirst()
                    .ifPresent(alias -> examineAlias(identity.get(), alias));
        }
    }

    private void examineAttributes(String login) {
        try {
            Optional<User> user = provider.userCalled(login);
            for (String name : settings.attributes().names()) {
                int values = user.map(some -> Identities.values(some, name))
                        .orElse(List.of())
                        .size();
                String subject = "attribute " + line(name);
                found.add(
                        values > 0
                                ? Diagnosis.ok(subject, "values at this user: " + values)
                                : Diagnosis.warning(
                                        subject,
                                        "this user lacks it",
                                        "if it should not, see the spelling; attributes of groups are not looked at"));
            }
        } catch (UnavailableException e) {
            found.add(Diagnosis.failed("attributes", e.reason(), "see authentik's log"));
        }
    }

    /** The filter for aliases is not in authentik's manual: the operator should know that it works here. */
    private void examineAlias(Identity owner, EmailAddress alias) {
        List<Identity> owners =
                lookup("alias " + line(alias.toString()), () -> provider.findByAddress(alias), "it finds no user");
        if (!owners.isEmpty() && owners.stream().noneMatch(one -> one.id().equals(owner.id()))) {
            found.add(Diagnosis.warning(
                    "alias " + line(alias.toString()), "it is somebody else's primary address", "remove it from one"));
        }
    }

    private void examineAddress(EmailAddress address) {
        lookup(
                "address " + line(address.toString()),
                () -> provider.findByAddress(address),
                "no user has this address");
    }

    private List<Identity> lookup(String subject, Supplier<Lookup> question, String ifNobody) {
        long started = System.nanoTime();
        Lookup answer = question.get();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        found.add(answer.fold(
                some -> Diagnosis.ok(
                        subject, some.stream().map(Doctor::describe).collect(Collectors.joining("; ")), took),
                () -> new Diagnosis(subject, Status.FAILED, ifNobody, "see the user in authentik", Optional.of(took)),
                why -> new Diagnosis(subject, Status.FAILED, why, "see the lines above", Optional.of(took))));
        return answer.fold(some -> some, List::of, why -> List.of());
    }

    private static String describe(Identity identity) {
        return line("login " + identity.loginName() + ", state " + identity.state() + ", address "
                + identity.primaryAddress().map(EmailAddress::toString).orElse("none")
                + (identity.aliasAddresses().isEmpty() ? "" : ", aliases " + identity.aliasAddresses()));
    }

    private void failed(String subject, Refusal why, Duration took) {
        found.add(new Diagnosis(subject, Status.FAILED, why.finding(), why.remedy(), Optional.of(took)));
    }

    private void skip(String... subjects) {
        for (String subject : subjects) {
            found.add(Diagnosis.skipped(subject, "not examined, because of what failed above"));
        }
    }

    private static String remedy(Failure failure) {
        return switch (failure) {
            case CONNECT -> "see that authentik runs, and that base_url names it";
            case TLS -> "let base_url have a host name of the certificate, and ca_file the certificates that sign it";
            case TIMEOUT, BROKEN, BUSY -> "see authentik's log, and what stands between it and this machine";
            case MALFORMED, TOO_LARGE -> "see that base_url names authentik, and not a page of something else";
            case INTERRUPTED, CLOSED -> "try again";
        };
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
