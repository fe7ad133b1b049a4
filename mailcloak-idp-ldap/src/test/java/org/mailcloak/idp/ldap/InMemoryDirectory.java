package org.mailcloak.idp.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;

/** A directory in this JVM, on a loopback port, with the people of {@code ou=people,dc=d1,dc=test}. */
final class InMemoryDirectory implements AutoCloseable {

    static final String BIND_DN = "uid=mailcloak,ou=services,dc=d1,dc=test";
    static final String PASSWORD = "s3cret-of-the-service";
    static final String PEOPLE = "ou=people,dc=d1,dc=test";

    private final Faults faults = new Faults();
    private final InMemoryDirectoryServer server;

    InMemoryDirectory() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=d1,dc=test");
            config.setSchema(null);
            config.addAdditionalBindCredentials(BIND_DN, PASSWORD);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getByName("127.0.0.1"), 0, null));
            config.addInMemoryOperationInterceptor(faults);
            server = new InMemoryDirectoryServer(config);
            server.startListening();
            add("dn: dc=d1,dc=test", "objectClass: domain", "dc: d1");
            add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void add(String... ldif) {
        try {
            server.add(ldif);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void add(Identity identity) {
        String dn = "uid=" + identity.loginName() + "," + PEOPLE;
        add("dn: " + dn, "objectClass: person", "uid: " + identity.loginName(), "sn: x", "cn: x");
        identity.primaryAddress().ifPresent(address -> modify(dn, "mail", address.toString()));
        if (!identity.aliasAddresses().isEmpty()) {
            modify(
                    dn,
                    "mailAlternateAddress",
                    identity.aliasAddresses().stream()
                            .map(EmailAddress::toString)
                            .toArray(String[]::new));
        }
        switch (identity.state()) {
            case ACTIVE -> modify(dn, "tnMailSendAllowed", "TRUE");
            case SEND_BLOCKED -> modify(dn, "tnMailSendAllowed", "FALSE");
            case DISABLED -> modify(dn, "tnAccountStatus", "offboarded");
        }
    }

    /** Replaces the values of an attribute. */
    void modify(String dn, String attribute, String... values) {
        try {
            server.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
        } catch (LDAPException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** From now on every search for people ends so; entries that fit are sent before. */
    void failSearches(ResultCode code) {
        faults.code = code;
    }

    InMemoryDirectoryServer server() {
        return server;
    }

    String url() {
        return "ldap://127.0.0.1:" + server.getListenPort();
    }

    /** @param more beside the URL, the login and the base, or instead of them */
    LdapIdentityProvider provider(Map<String, Object> more) {
        return provider(url(), more);
    }

    static LdapIdentityProvider provider(String url, Map<String, Object> more) {
        return new LdapIdentityProvider(settings(url, more), InstantSource.system());
    }

    static LdapSettings settings(String url, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "url", List.of(url), "bind_dn", BIND_DN, "bind_password", new Secret(PASSWORD), "base_dn", PEOPLE));
        values.putAll(more);
        return LdapSettings.from(new ProviderConfig("ldap", Path.of("state.db"), values));
    }

    /** The settings for the attributes of {@link #add(Identity)}. */
    static Map<String, Object> withStates() {
        return Map.of(
                "send_allowed_attribute", "tnMailSendAllowed",
                "account_status_attribute", "tnAccountStatus",
                "status_disabled", List.of("disabled", "offboarded"));
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /** Answers searches as told, after what the directory found. */
    private static final class Faults extends InMemoryOperationInterceptor {

        private volatile ResultCode code = ResultCode.SUCCESS;

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (!code.equals(ResultCode.SUCCESS)
                    && !result.getRequest().getBaseDN().isEmpty()) {
                result.setResult(
                        new LDAPResult(result.getMessageID(), code, "a\nmessage", null, new String[0], new Control[0]));
            }
        }
    }
}
