package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
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

    void add(Account account) {
        String dn = "uid=" + account.loginName() + "," + PEOPLE;
        add("dn: " + dn, "objectClass: person", "uid: " + account.loginName(), "sn: x", "cn: x");
        account.primaryAddress().ifPresent(address -> modify(dn, "mail", address.toString()));
        if (!account.aliasAddresses().isEmpty()) {
            modify(
                    dn,
                    "mailAlternateAddress",
                    account.aliasAddresses().stream()
                            .map(EmailAddress::toString)
                            .toArray(String[]::new));
        }
        switch (account.state()) {
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
        failSearches(code, "");
    }

    /** The same for those whose filter holds this text. */
    void failSearches(ResultCode code, String text) {
        faults.text = text;
        faults.code = code;
    }

    /** From now on so many values of {@code member} are sent at once, as Active Directory does. */
    void sendMembersInParts(int size) {
        faults.members = dn -> {
            try {
                return server.getEntry(dn).getAttributeValues("member");
            } catch (LDAPException e) {
                throw new IllegalStateException(e);
            }
        };
        faults.part = size;
    }

    /** From now on every page of people has no entry and names a further one. */
    void sendEmptyPagesForEver() {
        faults.emptyPages = true;
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
        return settings(url, more, ProviderConfig.DEFAULT_GROUP_MEMBER_LIMIT);
    }

    LdapIdentityProvider provider(Map<String, Object> more, int memberLimit) {
        return new LdapIdentityProvider(settings(url(), more, memberLimit), InstantSource.system());
    }

    private static LdapSettings settings(String url, Map<String, Object> more, int memberLimit) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "url", List.of(url), "bind_dn", BIND_DN, "bind_password", new Secret(PASSWORD), "base_dn", PEOPLE));
        values.putAll(more);
        return LdapSettings.from(new ProviderConfig("ldap", Path.of("state.db"), values, memberLimit));
    }

    /** The settings for the attributes of {@link #add(Account)}. */
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
        private volatile String text = "";
        private volatile boolean emptyPages;
        private volatile int part = Integer.MAX_VALUE;
        private volatile Function<String, String[]> members = dn -> new String[0];

        /** The server itself would not understand the cookie that it is said to have sent. */
        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest asked) {
            if (emptyPages) {
                SearchRequest whole = asked.getRequest().duplicate();
                whole.setControls();
                asked.setRequest(whole);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // the library's way to say that the entry is not sent
        public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
            if (emptyPages && !found.getRequest().getBaseDN().isEmpty()) {
                found.setSearchEntry(null);
                return;
            }
            List<String> wanted = found.getRequest().getAttributeList();
            if (wanted.stream().noneMatch(name -> name.startsWith("member"))
                    || !found.getSearchEntry().getDN().contains("cn=staff")) {
                return;
            }
            String[] values = members.apply(found.getSearchEntry().getDN());
            if (values.length <= part) {
                return;
            }
            int from = wanted.stream()
                    .filter(name -> name.startsWith("member;range="))
                    .map(name -> name.replaceAll("member;range=(\\d+)-.*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
            int end = Math.min(values.length, from + part);
            String last = end == values.length ? "*" : String.valueOf(end - 1);
            Entry entry = found.getSearchEntry().duplicate();
            entry.removeAttribute("member");
            entry.addAttribute("member;range=" + from + "-" + last, Arrays.copyOfRange(values, from, end));
            found.setSearchEntry(entry);
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (emptyPages && !result.getRequest().getBaseDN().isEmpty()) {
                Control further = new SimplePagedResultsControl(0, new ASN1OctetString("again"));
                result.setResult(new LDAPResult(
                        result.getMessageID(), ResultCode.SUCCESS, null, null, new String[0], new Control[] {further}));
            }
            if (!code.equals(ResultCode.SUCCESS)
                    && !result.getRequest().getBaseDN().isEmpty()
                    && result.getRequest().getFilter().toString().contains(text)) {
                result.setResult(
                        new LDAPResult(result.getMessageID(), code, "a\nmessage", null, new String[0], new Control[0]));
            }
        }
    }
}
