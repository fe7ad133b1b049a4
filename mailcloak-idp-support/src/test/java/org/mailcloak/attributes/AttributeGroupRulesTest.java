package org.mailcloak.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;

class AttributeGroupRulesTest {

    private static final EmailAddress STAFF =
            EmailAddress.parse("staff@d1.test").orElseThrow();

    private static ProviderConfig config(Map<String, Object> values) {
        return new ProviderConfig("x", Path.of("unused.db"), values);
    }

    private static GroupRules rules(Map<String, Object> values) {
        return GroupRules.from(config(values)).orElseThrow();
    }

    private static List<String> split(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    private static MailGroup group(GroupRules rules, Map<String, List<String>> attributes) {
        return rules.group(
                new GroupRules.GroupKey("1", "staff"),
                STAFF,
                List.of(),
                name -> attributes.getOrDefault(name, List.of()));
    }

    @Test
    void groupsShouldHaveNoAddressesWhenNothingIsSet() {
        assertThat(GroupRules.from(config(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "group_posting, anyone, group_posting is of no use",
        "group_send_as_attribute, x, group_send_as_attribute is of no use"
    })
    void settingShouldBeRefusedWhenNoGroupHasAnAddress(String key, String value, String message) {
        assertThatThrownBy(() -> GroupRules.from(config(Map.of(key, value))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "group_posting, all, 'group_posting: expected [anyone, domain, members, senders], found \"all\"'",
        "group_send_as, all, 'group_send_as: expected [members, none], found \"all\"'",
        "group_address_domain, a b, 'group_address_domain: expected a mail domain, found \"a b\"'"
    })
    void badValueShouldBeRefused(String key, String value, String message) {
        assertThatThrownBy(() -> rules(Map.of("group_address_attribute", "mail", key, value)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "members, MEMBERS",
        "ANYONE, ANYONE",
        "anyone members, MEMBERS",
        "domain senders, SENDERS",
        "boss@d1.test, SENDERS",
        "boss@d1.test members, MEMBERS",
        "memebrs, SENDERS",
        ", ANYONE"
    })
    void postingShouldBeTheStrictestThatIsSaid(String values, MailGroup.Posting posting) {
        GroupRules rules = rules(Map.of(
                "group_address_attribute", "mail", "group_posting_attribute", "post", "group_posting", "anyone"));

        assertThat(group(rules, Map.of("post", split(values))).posting()).isEqualTo(posting);
    }

    @Test
    void sendersShouldBeWhatIsNoWord() {
        GroupRules rules = rules(Map.of("group_address_attribute", "mail", "group_posting_attribute", "post"));

        assertThat(group(rules, Map.of("post", List.of(" boss@d1.test ", "Members", "press", "")))
                        .senders())
                .containsExactlyInAnyOrder("boss@d1.test", "press");
    }

    @Test
    void defaultsShouldHoldWhenThereIsNoAttribute() {
        GroupRules rules = rules(Map.of("group_address_domain", "d1.test"));

        assertThat(group(rules, Map.of()).posting()).isEqualTo(MailGroup.Posting.DOMAIN);
        assertThat(group(rules, Map.of()).sendAs()).isEqualTo(MailGroup.SendAs.NONE);
        assertThat(rules.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"members, MEMBERS", "Members, MEMBERS", "none, NONE", "members none, NONE", "all, NONE", ", MEMBERS"})
    void sendAsShouldBeMembersOnlyIfNothingElseIsSaid(String values, MailGroup.SendAs sendAs) {
        GroupRules rules = rules(
                Map.of("group_address_attribute", "mail", "group_send_as_attribute", "as", "group_send_as", "members"));

        assertThat(group(rules, Map.of("as", split(values))).sendAs()).isEqualTo(sendAs);
    }

    @ParameterizedTest
    @CsvSource({
        "staff@d1.test, other, true",
        "Staff@D1.test, other, true",
        "x@d1.test staff@d1.test, other, true",
        "x@d1.test, staff, false",
        "no-address, staff, false",
        ", staff, true",
        ", STAFF, true",
        ", other, false"
    })
    void addressShouldBeThatOfTheAttributeAndElseThatOfTheName(String addresses, String name, boolean has) {
        GroupRules rules = rules(Map.of("group_address_attribute", "mail", "group_address_domain", "d1.test"));

        assertThat(rules.has(STAFF, name, attribute -> split(addresses))).isEqualTo(has);
        assertThat(rules.named(STAFF)).contains("staff");
        assertThat(rules.named(EmailAddress.parse("staff@d2.test").orElseThrow()))
                .isEmpty();
    }

    @Test
    void namesShouldBeTheAttributes() {
        GroupRules rules = rules(Map.of(
                "group_address_attribute", "mail", "group_posting_attribute", "post", "group_send_as_attribute", "as"));

        assertThat(rules.names()).containsExactly("mail", "post", "as");
    }
}
