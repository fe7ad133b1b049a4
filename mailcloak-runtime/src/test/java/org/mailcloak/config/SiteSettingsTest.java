package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.config.Drafts.MINIMAL;
import static org.mailcloak.config.Drafts.problems;
import static org.mailcloak.config.Drafts.read;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.decision.site.ForeignRecipients;
import org.mailcloak.decision.site.ReturnPath;
import org.mailcloak.decision.site.SiteRules;

/** The keys of {@code policy} about the mail servers around. */
class SiteSettingsTest {

    private static SiteRules site(String policy) {
        return read(MINIMAL + "policy: {" + policy + "}\n").rules().site();
    }

    @Test
    void rulesShouldHoldTheDefaultsWhenNothingIsSet() {
        SiteRules site = read(MINIMAL).rules().site();

        assertThat(site.foreignRecipients()).isEqualTo(ForeignRecipients.DUNNO);
        assertThat(site.returnPaths()).containsExactlyInAnyOrder(ReturnPath.SRS, ReturnPath.PRVS);
        assertThat(site.deliverTo()).isEqualTo(DeliverTo.ADDRESS);
        assertThat(site.loginIsAddress()).isTrue();
        assertThat(site.externalSender().test(new MailDomain("d1.test"), "192.0.2.1"))
                .isFalse();
        assertThat(site.providerId()).isEqualTo("local");
    }

    @Test
    void rulesShouldHoldWhatIsSet() {
        SiteRules site =
                site("foreign_recipients: reject, return_paths: srs, login_is_address: false, deliver_to: Login");

        assertThat(site.foreignRecipients()).isEqualTo(ForeignRecipients.REJECT);
        assertThat(site.returnPaths()).containsExactly(ReturnPath.SRS);
        assertThat(site.deliverTo()).isEqualTo(DeliverTo.LOGIN);
        assertThat(site.loginIsAddress()).isFalse();
    }

    @Test
    void returnPathsShouldBeNoneWhenTheListIsEmpty() {
        assertThat(site("return_paths: []").returnPaths()).isEqualTo(Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "d1.test, 192.0.2.1, true",
        "d1.test, 192.0.2.200, false",
        "d1.test, 2001:db8::1, true",
        "d1.test, unknown, false",
        "d1.test, '', false",
        "d2.test, 192.0.2.1, false"
    })
    void hostShouldSendAsADomainWhenItIsInANetworkOfIt(String domain, String client, boolean allowed) {
        SiteRules site = site("external_senders: {D1.Test: [192.0.2.0/25, \"2001:db8::/32\"]}");

        assertThat(site.externalSender().test(new MailDomain(domain), client)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foreign_recipients: maybe | policy.foreign_recipients: expected one of dunno, reject",
                "return_paths: [srs, batv] | policy.return_paths: expected one of srs, prvs",
                "external_senders: d1.test | policy.external_senders: expected a mapping",
                "external_senders: {d1.test: somewhere} | policy.external_senders: expected",
                "external_senders: {d1.test: [10.0.0.0/8], D1.test: [10.0.0.0/8]} | expected each domain once"
            })
    void problemShouldNameKeyAndExpectationWhenAValueIsWrong(String policy, String problem) {
        assertThat(problems(MINIMAL + "policy: {" + policy + "}\n"))
                .singleElement()
                .asString()
                .contains(problem);
    }
}
