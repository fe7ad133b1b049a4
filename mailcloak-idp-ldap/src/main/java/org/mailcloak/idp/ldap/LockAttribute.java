package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.AccountState.ACTIVE;
import static org.mailcloak.idp.AccountState.DISABLED;
import static org.mailcloak.idp.AccountState.SEND_BLOCKED;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.AccountState;

/**
 * An attribute by which a directory itself says that an account is locked. Some lock it for a while after wrong
 * passwords: that only blocks sending. If that counted as a disabled account, any client that guesses passwords could
 * make the mail of others bounce.
 */
enum LockAttribute {
    /** Active Directory: bit 2 is ACCOUNTDISABLE. Every user has this attribute; one without it is not shown whole. */
    USER_ACCOUNT_CONTROL("userAccountControl") {
        @Override
        AccountState read(String value, Instant now) {
            return (Long.parseLong(value) & ACCOUNT_DISABLE) != 0 ? DISABLED : ACTIVE;
        }
    },
    /** Active Directory: when the account ends; two values mean never. */
    ACCOUNT_EXPIRES("accountExpires") {
        @Override
        AccountState read(String value, Instant now) {
            long ticks = Long.parseLong(value);
            boolean ends = ticks != 0 && ticks != Long.MAX_VALUE;
            return ends && !fileTime(ticks).isAfter(now) ? DISABLED : ACTIVE;
        }
    },
    /** Active Directory: locked after wrong passwords; stays until the next good login, and is 0 then. */
    LOCKOUT_TIME("lockoutTime") {
        @Override
        AccountState read(String value, Instant now) {
            return Long.parseLong(value) != 0 ? SEND_BLOCKED : ACTIVE;
        }
    },
    /** FreeIPA and 389 Directory Server: {@code TRUE} is locked. An operational attribute. */
    NS_ACCOUNT_LOCK("nsAccountLock") {
        @Override
        AccountState read(String value, Instant now) {
            return value.equalsIgnoreCase("true") ? DISABLED : ACTIVE;
        }
    },
    /**
     * The password policy of OpenLDAP and others: when the account was locked after wrong passwords. One value of its own
     * stands for "until an administrator unlocks it" (draft-behera-ldap-password-policy section 5.3.3).
     */
    PWD_ACCOUNT_LOCKED_TIME("pwdAccountLockedTime") {
        @Override
        AccountState read(String value, Instant now) {
            return value.equals("000001010000Z") ? DISABLED : SEND_BLOCKED;
        }
    };

    private static final long ACCOUNT_DISABLE = 2;
    /** FILETIME counts from here, in steps of 100 ns. */
    private static final Instant FILE_TIME_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private static final long TICKS_PER_SECOND = 10_000_000;

    private final String attribute;

    LockAttribute(String attribute) {
        this.attribute = attribute;
    }

    static Optional<LockAttribute> named(String attribute) {
        return Arrays.stream(values())
                .filter(lock -> lock.attribute.equalsIgnoreCase(attribute))
                .findFirst();
    }

    String attribute() {
        return attribute;
    }

    /** Whether every account has the attribute, so that one without it is not shown whole. */
    boolean isAlwaysThere() {
        return this == USER_ACCOUNT_CONTROL;
    }

    /** Whether the same value means something else later on. */
    boolean isTimed() {
        return this == ACCOUNT_EXPIRES;
    }

    /** @throws NumberFormatException if the value is not one that such a directory has there */
    abstract AccountState read(String value, Instant now);

    /** The strictest of what the values say; without values the account is not locked. */
    AccountState state(List<String> values, Instant now) throws LdapUnavailableException {
        if (values.isEmpty() && isAlwaysThere()) {
            throw LdapUnavailableException.unclear("an entry has no " + attribute
                    + ": an access rule hides it from bind_dn, or lock_attributes does not fit the directory");
        }
        AccountState strictest = ACTIVE;
        for (String value : values) {
            strictest = stricter(strictest, checked(value, now));
        }
        return strictest;
    }

    private AccountState checked(String value, Instant now) throws LdapUnavailableException {
        try {
            return read(value.strip(), now);
        } catch (NumberFormatException e) {
            throw LdapUnavailableException.unclear("an entry has a " + attribute + " that is no number");
        }
    }

    /** The enumeration goes from the mildest to the strictest. */
    static AccountState stricter(AccountState one, AccountState other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Instant fileTime(long ticks) {
        return FILE_TIME_EPOCH.plus(Duration.ofSeconds(ticks / TICKS_PER_SECOND));
    }
}
