package org.mailcloak.decision;

import java.util.Locale;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.store.App;

/** May this client send as this address? */
final class SenderRules {

    private final PolicyRules rules;
    private final Sources sources;
    private final UserRules users;

    SenderRules(PolicyRules rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
        this.users = new UserRules(rules, sources);
    }

    Decision check(Question question) {
        if (!question.authenticated()) {
            return checkStranger(question);
        }
        return switch (LoginMethod.of(question.saslMethod())) {
            case PASSWORD -> checkPassword(question);
            case TOKEN -> users.check(question.saslUsername(), sender(question));
            case OTHER -> Decision.of(Reason.METHOD_UNSUPPORTED);
        };
    }

    private Decision checkStranger(Question question) {
        Optional<Spelling> sender = sender(question);
        if (sender.isEmpty() || !sender.get().names(sources::isLocal)) {
            return Decision.of(Reason.SENDER_NOT_LOCAL);
        }
        return Decision.of(
                rules.trustedClient().test(question.clientAddress()) ? Reason.CLIENT_TRUSTED : Reason.LOGIN_REQUIRED);
    }

    private Decision checkPassword(Question question) {
        Optional<App> app = sources.app(question.saslUsername());
        return app.isPresent()
                ? Decision.of(checkApp(app.get(), sender(question)))
                : users.check(question.saslUsername(), sender(question));
    }

    private Reason checkApp(App app, Optional<Spelling> sender) {
        if (!app.enabled()) {
            return Reason.APP_DISABLED;
        }
        boolean owner = sender.isPresent() && sender.get().all(address -> maySend(app, address));
        return owner ? Reason.APP_OWNS_SENDER : Reason.APP_NOT_OWNER;
    }

    /**
     * With an extension, unless that is an alias of its own. The provider is not asked: applications work during an
     * outage.
     */
    private boolean maySend(App app, EmailAddress address) {
        return app.maySendAs(address)
                || (sources.withoutExtension(address).filter(app::maySendAs).isPresent()
                        && sources.alias(address).isEmpty());
    }

    /** Empty for {@code <>}. */
    private Optional<Spelling> sender(Question question) {
        return question.sender().isEmpty() ? Optional.empty() : Optional.of(sources.read(question.sender()));
    }

    /** The mechanisms that are understood; clients write them in any letter case. */
    private enum LoginMethod {
        PASSWORD,
        TOKEN,
        OTHER;

        static LoginMethod of(String saslMethod) {
            return switch (saslMethod.toLowerCase(Locale.ROOT)) {
                case "plain", "login" -> PASSWORD;
                case "xoauth2", "oauthbearer" -> TOKEN;
                default -> OTHER;
            };
        }
    }
}
