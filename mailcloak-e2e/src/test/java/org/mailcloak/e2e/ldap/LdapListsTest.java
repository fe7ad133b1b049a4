package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.GroupProviderContract;
import org.mailcloak.testkit.SourceGroup;

/** Distribution lists in a real OpenLDAP. */
@RealLdap
@Timeout(120)
class LdapListsTest implements GroupProviderContract {

    private static final AtomicInteger BASES = new AtomicInteger();

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private static String base() {
        String name = "lists" + BASES.incrementAndGet();
        String base = "ou=" + name + "," + Slapd.SUFFIX;
        slapd.edit().add("dn: " + base, "objectClass: organizationalUnit", "ou: " + name);
        return base;
    }

    private static IdentityProvider provider(String base, List<String> url) {
        return LdapProviders.of(
                slapd,
                Map.of(
                        "url",
                        url,
                        "base_dn",
                        base,
                        "user_filter",
                        "(objectClass=inetOrgPerson)",
                        "group_address_attribute",
                        "mail",
                        "group_posting_attribute",
                        "description",
                        "group_send_as_attribute",
                        "employeeType"));
    }

    @Override
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        String base = base();
        accounts.forEach(account -> slapd.edit().add(base, account));
        groups.forEach(group -> add(base, group));
        return provider(base, List.of(slapd.url()));
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() {
        return provider(Slapd.PEOPLE, List.of("ldap://127.0.0.1:1"));
    }

    /** A group of this class has a member at least; the service account is no person. */
    private static void add(String base, SourceGroup group) {
        List<String> lines = new ArrayList<>(List.of(
                "dn: cn=" + group.name() + "," + base,
                "objectClass: groupOfNames",
                "objectClass: extensibleObject",
                "cn: " + group.name(),
                "description: " + group.posting(),
                "employeeType: " + group.sendAs(),
                "member: " + Slapd.SERVICE_DN));
        group.address().ifPresent(address -> lines.add("mail: " + address));
        group.senders().forEach(sender -> lines.add("description: " + sender));
        group.members().forEach(login -> lines.add("member: uid=" + login + "," + base));
        group.subgroups().forEach(name -> lines.add("member: cn=" + name + "," + base));
        slapd.edit().add(lines.toArray(String[]::new));
    }

    @Test
    void fiveHundredMembersNestedThreeDeepShouldBeFoundOnceEach() {
        String base = base();
        List<String> people =
                IntStream.range(0, 500).mapToObj(i -> "uid=m" + i + "," + base).toList();
        for (int i = 0; i < people.size(); i++) {
            slapd.edit()
                    .add(
                            "dn: " + people.get(i),
                            "objectClass: inetOrgPerson",
                            "uid: m" + i,
                            "cn: x",
                            "sn: x",
                            "mail: m" + i + "@d1.test");
        }
        group(base, "coast", people.subList(400, 500), List.of("cn=all," + base));
        group(base, "south", people.subList(250, 400), List.of("cn=coast," + base));
        group(base, "north", people.subList(0, 300), List.of());
        group(base, "all", List.of(), List.of("cn=north," + base, "cn=south," + base));
        slapd.edit().addValue("cn=all," + base, "mail", "all@d1.test");

        try (IdentityProvider provider = provider(base, List.of(slapd.url()))) {
            GroupLookup answer = provider.groups()
                    .orElseThrow()
                    .findGroupByAddress(EmailAddress.parse("all@d1.test").orElseThrow());

            assertThat(answer).isInstanceOf(GroupLookup.Found.class);
            assertThat(((GroupLookup.Found) answer).group().members())
                    .hasSize(500)
                    .extracting(Account::loginName)
                    .doesNotHaveDuplicates();
        }
    }

    private static void group(String base, String name, List<String> people, List<String> groups) {
        List<String> lines = new ArrayList<>(List.of(
                "dn: cn=" + name + "," + base,
                "objectClass: groupOfNames",
                "objectClass: extensibleObject",
                "cn: " + name));
        people.forEach(dn -> lines.add("member: " + dn));
        groups.forEach(dn -> lines.add("member: " + dn));
        slapd.edit().add(lines.toArray(String[]::new));
    }
}
