package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.ProviderConfig.required;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.EXTERNALBindRequest;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/** As whom the service asks. */
sealed interface Identification {

    String BIND_DN = "bind_dn";
    String BIND_PASSWORD = "bind_password";
    String BIND_METHOD = "bind_method";

    /** Empty: without a bind. */
    Optional<BindRequest> request();

    /** For people. */
    String who();

    /**
     * By name and password.
     *
     * @param dn Active Directory takes other names than DNs too
     * @param password never empty: with an empty one, a login succeeds anonymously (RFC 4513 section 5.1.2)
     */
    record Simple(String dn, Secret password) implements Identification {

        public Simple {
            if (dn.isBlank() || password.reveal().isBlank()) {
                throw new IllegalArgumentException("A name and a password");
            }
        }

        @Override
        public Optional<BindRequest> request() {
            return Optional.of(new SimpleBindRequest(dn, password.reveal()));
        }

        @Override
        public String who() {
            return dn;
        }
    }

    /**
     * As the user of the operating system that runs the service, by the kernel's word (RFC 4422 appendix A). The empty authorization
     * account is sent: without any, OpenLDAP asks for it.
     */
    record External() implements Identification {

        @Override
        public Optional<BindRequest> request() {
            return Optional.of(new EXTERNALBindRequest(""));
        }

        @Override
        public String who() {
            return "the user of this process (SASL EXTERNAL)";
        }
    }

    /** Anonymously. */
    record Anonymous() implements Identification {

        @Override
        public Optional<BindRequest> request() {
            return Optional.empty();
        }

        @Override
        public String who() {
            return "an anonymous client";
        }
    }

    static List<Setting> declared() {
        return List.of(
                Setting.optional(
                        BIND_DN,
                        Kind.TEXT,
                        "Whom the service logs in as. Without it: as the user of the process on ldapi://, else anonymously."),
                Setting.optional(BIND_PASSWORD, Kind.SECRET, "The password for it."),
                Setting.optional(
                        BIND_METHOD,
                        Kind.TEXT,
                        "simple (bind_dn and bind_password), external (the user of the process, ldapi:// only) or anonymous."));
    }

    /** @throws ProviderConfigException if the settings do not fit each other */
    static Identification from(ProviderConfig config, List<LdapEndpoint> servers) {
        Optional<String> dn = config.text(BIND_DN);
        Optional<Secret> password = config.secret(BIND_PASSWORD);
        boolean allLocal = servers.stream().allMatch(LdapEndpoint::isLocalSocket);
        String usual = dn.isPresent() || password.isPresent() ? "simple" : allLocal ? "external" : "anonymous";
        String method = config.text(BIND_METHOD).orElse(usual).strip().toLowerCase(Locale.ROOT);
        @Nullable
        Identification named = switch (method) {
            case "simple" -> new Simple(required(BIND_DN, dn), required(BIND_PASSWORD, password));
            case "external" -> new External();
            case "anonymous" -> new Anonymous();
            default -> null;
        };
        if (named == null) {
            throw new ProviderConfigException(
                    BIND_METHOD + ": expected simple, external or anonymous, found \"" + method + '"');
        }
        if (named instanceof External && !allLocal) {
            throw new ProviderConfigException(
                    BIND_METHOD + ": external needs ldapi://, where the kernel says who the service is");
        }
        if (!(named instanceof Simple) && (dn.isPresent() || password.isPresent())) {
            throw new ProviderConfigException(BIND_METHOD + ": " + method + " uses neither " + BIND_DN + " nor "
                    + BIND_PASSWORD + ": expected simple, or none of them");
        }
        return named;
    }
}
