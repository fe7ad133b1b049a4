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
import org.mailcloak.idp.Account;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Examines, one after the other, what look-ups need. For one examination, by one thread. */
final class AuthentikDiagnostics {

    private static final String SERVER = "server";
    private static final String TOKEN = "api token";
    private static final String PERMISSION = "permission view_user";
    private static final String PEOPLE = "users";
    private static final String GROUPS = "permission view_group";

    private final AuthentikSettings settings;
    private final AuthentikApiClient api;
    private final VisibilityCheck witness;
    private final IdentityProvider provider;
    private final UserSearch users;
    private final List<Diagnosis> found = new ArrayList<>();

    AuthentikDiagnostics(
            AuthentikSettings settings,
            AuthentikApiClient api,
            VisibilityCheck witness,
            IdentityProvider provider,
            UserSearch users) {
        this.settings = settings;
        this.api = api;
        this.witness = witness;
        this.provider = provider;
        this.users = users;
    }

    List<Diagnosis> examine(DiagnosticsRequest wanted) {
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
            failed(isToken ? TOKEN : SERVER, ApiError.of(refused), refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<TokenOwner> failed) {
            failed(SERVER, new ApiError(failed.reason(), remedy(failed.failure())), failed.latency());
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
                            ? new ApiError("the token sees no users, or some of them only", ApiError.GRANT)
                            : ApiError.of(refused),
                    refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<Boolean> failed) {
            failed(PERMISSION, new ApiError(failed.reason(), remedy(failed.failure())), failed.latency());
        }
        return false;
    }

    private void examinePeople(HttpOutcome<ResultPage<AuthentikUser>> outcome) {
        if (outcome instanceof HttpOutcome.Ok<ResultPage<AuthentikUser>> ok) {
            long count = ok.value().count();
            String finding = count + " internal and external users are seen";
            found.add(new Diagnosis(
                    PEOPLE,
                    count == 0 ? Status.WARNING : Status.OK,
                    finding,
                    count == 0 ? "service accounts have no mail here: make the people internal or external users" : "",
                    Optional.of(ok.latency())));
        } else if (outcome instanceof HttpOutcome.Refused<ResultPage<AuthentikUser>> refused) {
            failed(PEOPLE, ApiError.of(refused), refused.latency());
        } else if (outcome instanceof HttpOutcome.Failed<ResultPage<AuthentikUser>> failed) {
            failed(PEOPLE, new ApiError(failed.reason(), remedy(failed.failure())), failed.latency());
        }
    }

    private void examineGroups() {
        try {
            witness.confirmGroups();
            found.add(Diagnosis.ok(GROUPS, "the token sees a group of its own account"));
        } catch (AuthentikUnavailableException e) {
            found.add(Diagnosis.failed(
                    GROUPS, e.reason(), ApiError.GRANT_GROUPS + ", and make the account a member of any group"));
        }
    }

    private void examineLogin(String login) {
        Optional<Account> account = lookup(
                        "user " + line(login),
                        () -> provider.findByLogin(login),
                        "no internal or external user has this name")
                .stream()
                .findFirst();
        if (account.isPresent()) {
            examineAttributes(login);
            account.get().aliasAddresses().stream().findFirst().ifPresent(alias -> examineAlias(account.get(), alias));
        }
    }

    private void examineAttributes(String login) {
        try {
            Optional<AuthentikUser> user = users.find(login);
            for (String name : settings.attributes().names()) {
                int values = user.map(some -> AccountMapper.values(some, name))
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
        } catch (AuthentikUnavailableException e) {
            found.add(Diagnosis.failed("attributes", e.reason(), "see authentik's log"));
        }
    }

    /** The filter for aliases is not in authentik's manual: the operator should know that it works here. */
    private void examineAlias(Account owner, EmailAddress alias) {
        List<Account> owners =
                lookup("alias " + line(alias.toString()), () -> provider.findByAddress(alias), "it finds no user");
        if (!owners.isEmpty() && owners.stream().noneMatch(one -> one.id().equals(owner.id()))) {
            found.add(Diagnosis.warning(
                    "alias " + line(alias.toString()), "another account's primary address", "remove it from one"));
        }
    }

    private void examineAddress(EmailAddress address) {
        lookup(
                "address " + line(address.toString()),
                () -> provider.findByAddress(address),
                "no user has this address");
    }

    private List<Account> lookup(String subject, Supplier<LookupResult> question, String ifNobody) {
        long started = System.nanoTime();
        LookupResult answer = question.get();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        found.add(answer.fold(
                some -> Diagnosis.ok(
                        subject,
                        some.stream().map(AuthentikDiagnostics::describe).collect(Collectors.joining("; ")),
                        took),
                () -> new Diagnosis(subject, Status.FAILED, ifNobody, "see the user in authentik", Optional.of(took)),
                why -> new Diagnosis(subject, Status.FAILED, why, "see the lines above", Optional.of(took))));
        return answer.fold(some -> some, List::of, why -> List.of());
    }

    private static String describe(Account account) {
        return line("login " + account.loginName() + ", state " + account.state() + ", address "
                + account.primaryAddress().map(EmailAddress::toString).orElse("none")
                + (account.aliasAddresses().isEmpty() ? "" : ", aliases " + account.aliasAddresses()));
    }

    private void failed(String subject, ApiError why, Duration took) {
        found.add(new Diagnosis(subject, Status.FAILED, why.finding(), why.remedy(), Optional.of(took)));
    }

    private void skip(String... subjects) {
        for (String subject : subjects) {
            found.add(Diagnosis.skipped(subject, "not examined, because of what failed above"));
        }
    }

    private static String remedy(Failure failure) {
        return failure.remedy("base_url");
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    /** Finds the user that logs in with a name, as look-ups do. */
    interface UserSearch {
        Optional<AuthentikUser> find(String login) throws AuthentikUnavailableException;
    }
}
