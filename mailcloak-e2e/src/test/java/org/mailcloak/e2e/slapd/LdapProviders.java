package org.mailcloak.e2e.slapd;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.ldap.LdapIdentityProviderFactory;

/** Providers for a {@link Slapd}, and the same as lines of a configuration. */
public final class LdapProviders {

    private LdapProviders() {}

    /** @param more beside the settings for the people of the file, or instead of them */
    public static IdentityProvider of(Slapd slapd, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "url",
                List.of(slapd.url()),
                "bind_dn",
                Slapd.SERVICE_DN,
                "bind_password",
                new Secret(Slapd.SERVICE_PASSWORD),
                "base_dn",
                Slapd.PEOPLE,
                "alias_attribute",
                "proxyAddresses",
                "send_allowed_attribute",
                "tnMailSendAllowed",
                "account_status_attribute",
                "tnAccountStatus",
                "status_disabled",
                List.of("disabled", "offboarded")));
        values.putAll(more);
        return new LdapIdentityProviderFactory().create(new ProviderConfig("ldap", Path.of("unused.db"), values));
    }

    /** @param more settings of the provider, a line each */
    public static String yaml(Slapd slapd, String more) {
        return """
                provider: ldap
                ldap:
                  url: [%s]
                  bind_dn: "%s"
                  bind_password: %s
                  base_dn: "%s"
                  alias_attribute: proxyAddresses
                  send_allowed_attribute: tnMailSendAllowed
                  account_status_attribute: tnAccountStatus
                  status_disabled: [disabled, offboarded]
                """.formatted(slapd.url(), Slapd.SERVICE_DN, Slapd.SERVICE_PASSWORD, Slapd.PEOPLE) + more.indent(2);
    }
}
