package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;

/**
 * The entry of a person or a service at an identity provider. Immutable, and equal to another one with the same values.
 *
 * <p>{@link #builder} makes one, so that a property that is added later breaks no provider.
 */
public final class Account {

    private final String id;
    private final String loginName;
    private final Optional<EmailAddress> primaryAddress;
    private final Set<EmailAddress> aliasAddresses;
    private final AccountState state;
    private final AccountScope scope;

    private Account(Builder from) {
        this.id = from.id;
        this.loginName = from.loginName;
        this.primaryAddress = from.primaryAddress;
        this.aliasAddresses = from.aliasAddresses;
        this.state = from.state;
        this.scope = from.scope;
    }

    /**
     * Begins an account that is {@linkplain AccountState#ACTIVE active}, may write {@linkplain AccountScope#ANYWHERE
     * anywhere} and has no address.
     *
     * @param id see {@link #id}
     * @param loginName see {@link #loginName}
     * @throws IllegalArgumentException if either is blank
     */
    public static Builder builder(String id, String loginName) {
        return new Builder(id, loginName);
    }

    /** Begins an account with the values of this one. */
    public Builder toBuilder() {
        return new Builder(id, loginName)
                .primaryAddress(primaryAddress)
                .aliasAddresses(aliasAddresses)
                .state(state)
                .scope(scope);
    }

    /** Returns the provider's own, immutable id, such as a UUID; never blank. */
    public String id() {
        return id;
    }

    /** Returns the name the account logs in with, in the provider's spelling; never blank. */
    public String loginName() {
        return loginName;
    }

    /** Returns the account's mail address, if it has one. */
    public Optional<EmailAddress> primaryAddress() {
        return primaryAddress;
    }

    /** Returns further addresses that the provider holds; may be empty. */
    public Set<EmailAddress> aliasAddresses() {
        return aliasAddresses;
    }

    /** Returns what the account may do. */
    public AccountState state() {
        return state;
    }

    /** Returns to whom it may write. */
    public AccountScope scope() {
        return scope;
    }

    /** Returns whether the address is the primary one or one of the aliases. */
    public boolean owns(EmailAddress address) {
        return primaryAddress.filter(address::equals).isPresent() || aliasAddresses.contains(address);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Account account
                && id.equals(account.id)
                && loginName.equals(account.loginName)
                && primaryAddress.equals(account.primaryAddress)
                && aliasAddresses.equals(account.aliasAddresses)
                && state == account.state
                && scope == account.scope;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, loginName, primaryAddress, aliasAddresses, state, scope);
    }

    /** For logs and tests: the id, the login name, the addresses, the state and the scope. */
    @Override
    public String toString() {
        return "Account[" + id + ", " + loginName + ", "
                + primaryAddress.map(EmailAddress::toString).orElse("no address") + ", " + aliasAddresses + ", " + state
                + ", " + scope + "]";
    }

    /** The values of an account that is being made. For one thread. */
    public static final class Builder {

        private final String id;
        private final String loginName;
        private Optional<EmailAddress> primaryAddress = Optional.empty();
        private Set<EmailAddress> aliasAddresses = Set.of();
        private AccountState state = AccountState.ACTIVE;
        private AccountScope scope = AccountScope.ANYWHERE;

        private Builder(String id, String loginName) {
            if (id.isBlank() || loginName.isBlank()) {
                throw new IllegalArgumentException("An account needs an id and a login name");
            }
            this.id = id;
            this.loginName = loginName;
        }

        /** Sets the account's mail address; empty by default. */
        public Builder primaryAddress(Optional<EmailAddress> address) {
            this.primaryAddress = requireNonNull(address, "primaryAddress");
            return this;
        }

        /** Sets the account's mail address. */
        public Builder primaryAddress(EmailAddress address) {
            return primaryAddress(Optional.of(address));
        }

        /** Sets the further addresses; none by default. */
        public Builder aliasAddresses(Set<EmailAddress> addresses) {
            this.aliasAddresses = Set.copyOf(addresses);
            return this;
        }

        /** Sets what the account may do; everything by default. */
        public Builder state(AccountState wanted) {
            this.state = requireNonNull(wanted, "state");
            return this;
        }

        /** Sets to whom the account may write; to every address by default. */
        public Builder scope(AccountScope wanted) {
            this.scope = requireNonNull(wanted, "scope");
            return this;
        }

        /** Returns the account. The builder may go on. */
        public Account build() {
            return new Account(this);
        }
    }
}
