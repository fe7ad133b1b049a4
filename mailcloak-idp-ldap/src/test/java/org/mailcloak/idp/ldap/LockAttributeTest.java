package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.idp.AccountState;

class LockAttributeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "USER_ACCOUNT_CONTROL, 512, ACTIVE",
        "USER_ACCOUNT_CONTROL, 514, DISABLED",
        "USER_ACCOUNT_CONTROL, 66050, DISABLED",
        "USER_ACCOUNT_CONTROL, 66048, ACTIVE",
        "ACCOUNT_EXPIRES, 0, ACTIVE",
        "ACCOUNT_EXPIRES, 9223372036854775807, ACTIVE",
        // one second before and after NOW, in 100 ns since 1601
        "ACCOUNT_EXPIRES, 134397359990000000, DISABLED",
        "ACCOUNT_EXPIRES, 134397360010000000, ACTIVE",
        "LOCKOUT_TIME, 0, ACTIVE",
        "LOCKOUT_TIME, 134397359990000000, SEND_BLOCKED",
        "NS_ACCOUNT_LOCK, TRUE, DISABLED",
        "NS_ACCOUNT_LOCK, true, DISABLED",
        "NS_ACCOUNT_LOCK, FALSE, ACTIVE",
        "PWD_ACCOUNT_LOCKED_TIME, 000001010000Z, DISABLED",
        "PWD_ACCOUNT_LOCKED_TIME, 20261121115959Z, SEND_BLOCKED",
    })
    void stateShouldBeWhatTheValueSays(LockAttribute lock, String value, AccountState state) throws Exception {
        assertThat(lock.state(List.of(value), NOW)).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER_ACCOUNT_CONTROL")
    void accountShouldNotBeLockedWhenThereIsNoValue(LockAttribute lock) throws Exception {
        assertThat(lock.state(List.of(), NOW)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void stateShouldBeUnknownWhenUserAccountControlIsNotShown() {
        assertThatThrownBy(() -> LockAttribute.USER_ACCOUNT_CONTROL.state(List.of(), NOW))
                .isInstanceOf(LdapUnavailableException.class);
    }

    @Test
    void stateShouldBeUnknownWhenTheValueIsNoNumber() {
        assertThatThrownBy(() -> LockAttribute.USER_ACCOUNT_CONTROL.state(List.of("NORMAL"), NOW))
                .isInstanceOf(LdapUnavailableException.class)
                .hasMessageContaining("userAccountControl");
    }

    @Test
    void strictestShouldHoldWhenValuesDiffer() throws Exception {
        assertThat(LockAttribute.NS_ACCOUNT_LOCK.state(List.of("TRUE", "FALSE"), NOW))
                .isEqualTo(AccountState.DISABLED);
    }
}
