package org.mailcloak.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.App;

/** May this client send as this address? */
final class SenderRules {

    private final PolicyRules rules;
    private final RuleContext sources;
    private final UserRules users;

    SenderRules(PolicyRules rules, RuleContext sources) {
        this.rules = rules;
        this.sources = sources;
        this.users = new UserRules(rules, sources);
    }

    /** @param elsewhere whether the recipient is outside the local domains */
    Decision check(PolicyQuery question, boolean elsewhere) {
        if (!question.authenticated()) {
            return checkStranger(question);
        }
        if (sender(question).filter(AddressInterpretations::lacksOrigin).isPresent()) {
            return Decision.of(Reason.ORIGIN_UNKNOWN);
        }
        return switch (LoginMethod.of(question.saslMethod())) {
            case PASSWORD -> checkPassword(question, elsewhere);
            case OTHER -> users.check(question.saslUsername(), sender(question), elsewhere);
            case NONE -> Decision.of(Reason.METHOD_UNSUPPORTED);
        };
    }

    private Decision checkStranger(PolicyQuery question) {
        Optional<AddressInterpretations> sender = sender(question);
        if (sender.isEmpty() || !sender.get().names(sources::isLocal)) {
            return Decision.of(Reason.SENDER_NOT_LOCAL);
        }
        if (rules.trustedClient().test(question.clientAddress())) {
            return Decision.of(Reason.CLIENT_TRUSTED);
        }
        return Decision.of(
                isExternal(sender.get(), question.clientAddress()) ? Reason.EXTERNAL_SENDER : Reason.LOGIN_REQUIRED);
    }

    /** A host may send as certain local domains only: all that the sender names, or looks like. */
    private boolean isExternal(AddressInterpretations sender, String client) {
        return sender.understood() && !sender.names(domain -> sources.isLocal(domain) && !isExternal(domain, client));
    }

    private boolean isExternal(MailDomain domain, String client) {
        BiPredicate<MailDomain, String> hosts = rules.site().externalSender();
        return hosts.test(domain, client)
                || sources.standsFor(domain)
                        .filter(own -> hosts.test(own, client))
                        .isPresent();
    }

    private Decision checkPassword(PolicyQuery question, boolean elsewhere) {
        Optional<App> app = application(question);
        return app.isPresent()
                ? Decision.of(checkApp(app.get(), sender(question)))
                : users.check(question.saslUsername(), sender(question), elsewhere);
    }

    /** The application that has logged in; it may have the name of a user. */
    Optional<App> application(PolicyQuery question) {
        return LoginMethod.of(question.saslMethod()) == LoginMethod.PASSWORD
                ? sources.app(question.saslUsername())
                : Optional.empty();
    }

    private Reason checkApp(App app, Optional<AddressInterpretations> sender) {
        if (!app.enabled()) {
            return Reason.APP_DISABLED;
        }
        if (sender.isEmpty()) {
            return rules.authenticatedNullSender() ? Reason.NULL_SENDER_ALLOWED : Reason.NULL_SENDER_REFUSED;
        }
        boolean owner = sender.get().all(address -> maySend(app, address));
        return owner ? Reason.APP_OWNS_SENDER : Reason.APP_NOT_OWNER;
    }

    /**
     * With an extension, unless that is an alias of its own. The provider is not asked: applications work during an
     * outage.
     */
    private boolean maySend(App app, EmailAddress written) {
        EmailAddress address = sources.canonical(written);
        return app.maySendAs(address)
                || (sources.withoutExtension(address).filter(app::maySendAs).isPresent()
                        && sources.alias(address).isEmpty());
    }

    /** Empty for {@code <>}. */
    private Optional<AddressInterpretations> sender(PolicyQuery question) {
        return question.sender().isEmpty() ? Optional.empty() : Optional.of(sources.read(question.sender()));
    }

    /**
     * The SASL server has verified the login, by any mechanism; clients write the names of mechanisms in any letter
     * case.
     */
    private enum LoginMethod {
        /** The mechanisms that applications log in by, and accounts too. */
        PASSWORD,
        /** Every other one: an account. */
        OTHER,
        /** The client is not known. */
        NONE;

        static LoginMethod of(String saslMethod) {
            return switch (saslMethod.toLowerCase(Locale.ROOT)) {
                case "plain", "login" -> PASSWORD;
                case "anonymous", "" -> NONE;
                default -> OTHER;
            };
        }
    }
}
