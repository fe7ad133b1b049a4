package org.mailcloak.e2e.slapd;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;

/** Changes in a directory, each made when the method returns. Opens a connection for each. */
public record LdapAdmin(Slapd slapd) {

    /** An operation on a directory. */
    private interface Operation {
        void on(LDAPConnection connection) throws LDAPException, LDIFException;
    }

    private void run(Operation operation) {
        try (LDAPConnection connection = slapd.admin()) {
            operation.on(connection);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String dn(String uid) {
        return "uid=" + uid + "," + Slapd.PEOPLE;
    }

    public void add(String... ldif) {
        run(connection -> connection.add(ldif));
    }

    /** An active account with that address; its password is the name with {@code -pw} after it. */
    public void addPerson(String uid) {
        add(
                "dn: " + dn(uid),
                "objectClass: inetOrgPerson",
                "objectClass: tnMailAccount",
                "uid: " + uid,
                "cn: " + uid,
                "sn: " + uid,
                "userPassword: " + uid + "-pw",
                "mail: " + uid + "@d1.test",
                "tnMailSendAllowed: TRUE",
                "tnAccountStatus: active");
    }

    /** @param base where the entry goes */
    public void add(String base, Account account) {
        List<String> lines = Stream.of(
                        Stream.of(
                                "dn: uid=" + account.loginName() + "," + base,
                                "objectClass: inetOrgPerson",
                                "objectClass: tnMailAccount",
                                "uid: " + account.loginName(),
                                "cn: x",
                                "sn: x"),
                        account.primaryAddress().stream().map(address -> "mail: " + address),
                        account.aliasAddresses().stream()
                                .map(EmailAddress::toString)
                                .map(address -> "mailAlternateAddress: " + address),
                        Stream.of(
                                switch (account.state()) {
                                    case ACTIVE -> "tnMailSendAllowed: TRUE";
                                    case SEND_BLOCKED -> "tnMailSendAllowed: FALSE";
                                    case DISABLED -> "tnAccountStatus: disabled";
                                }))
                .flatMap(Function.identity())
                .toList();
        add(lines.toArray(String[]::new));
    }

    /** Replaces all values; none takes the attribute away. */
    public void replace(String dn, String attribute, String... values) {
        run(connection -> connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, values)));
    }

    public void addValue(String dn, String attribute, String value) {
        run(connection -> connection.modify(dn, new Modification(ModificationType.ADD, attribute, value)));
    }

    public void removeValue(String dn, String attribute, String value) {
        run(connection -> connection.modify(dn, new Modification(ModificationType.DELETE, attribute, value)));
    }

    public void rename(String dn, String newRdn) {
        run(connection -> connection.modifyDN(dn, newRdn, true));
    }

    public void delete(String dn) {
        run(connection -> connection.delete(dn));
    }
}
