package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;

class EntryWeigherTest {

    @Test
    void keyShouldCountAsOneEntryWhenItIsOfUsualLength() {
        assertThat(EntryWeigher.of("alice")).isEqualTo(1);
        assertThat(EntryWeigher.of(EmailAddress.parse("alice@d1.test").orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void keyShouldCountAsManyEntriesWhenItIsLong() {
        assertThat(EntryWeigher.of("x".repeat(1_280))).isEqualTo(11);
        assertThat(EntryWeigher.of(
                        EmailAddress.parse("x".repeat(1_280) + "@d1.test").orElseThrow()))
                .isEqualTo(11);
    }

    @Test
    void accountShouldAddNothingWhenItHasFewAddresses() {
        assertThat(EntryWeigher.of(LookupResult.of(List.of(account(1))))).isZero();
    }

    @Test
    void accountShouldCountAsManyEntriesWhenItHasManyAddresses() {
        assertThat(EntryWeigher.of(LookupResult.of(List.of(account(800))))).isGreaterThan(400);
        assertThat(EntryWeigher.of(LookupResult.of(List.of(account(1), account(800)))))
                .isGreaterThan(400);
    }

    @Test
    void groupShouldCountTheAddressesOfItsMembers() {
        MailGroup group = new MailGroup(
                "1",
                "all",
                EmailAddress.parse("all@d1.test").orElseThrow(),
                List.of(account(800)),
                MailGroup.Posting.ANYONE,
                Set.of(),
                MailGroup.SendAs.NONE);

        assertThat(EntryWeigher.of(GroupLookup.found(group))).isGreaterThan(400);
    }

    @Test
    void aliasShouldCountTheTextOfItsTargets() {
        Alias alias = new Alias("all@d1.test", "alice", List.of("x".repeat(310) + "@d1.test", "bob"), true);

        assertThat(EntryWeigher.of(Optional.of(alias))).isGreaterThanOrEqualTo(2);
    }

    @Test
    void applicationShouldCountItsSenders() {
        List<App.Sender> senders = IntStream.range(0, 400)
                .mapToObj(i -> new App.Sender("sender" + i + "@d1.test", true))
                .toList();

        assertThat(EntryWeigher.ofApp(Optional.of(new App("printer", true, senders, Instant.EPOCH))))
                .isGreaterThan(100);
    }

    private static Account account(int addresses) {
        return Account.builder("1", "alice")
                .aliasAddresses(IntStream.range(0, addresses)
                        .mapToObj(i ->
                                EmailAddress.parse("alice" + i + "@d1.test").orElseThrow())
                        .collect(Collectors.toSet()))
                .build();
    }
}
