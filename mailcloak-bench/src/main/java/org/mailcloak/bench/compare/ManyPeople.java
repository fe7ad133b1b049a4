package org.mailcloak.bench.compare;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** A provider that makes up its people while it tells them, so that it holds none itself. Nobody may ask for one. */
final class ManyPeople implements IdentityProvider {

    private static final MailDomain DOMAIN = MailDomain.parse("example.org").orElseThrow();

    private final int people;
    private volatile int told;

    ManyPeople(int people) {
        this.people = people;
        this.told = people;
    }

    /** From now on scans tell so many only. */
    void tellOnly(int some) {
        told = some;
    }

    static String login(int number) {
        return "firstname.lastname" + number;
    }

    static EmailAddress address(int number) {
        return new EmailAddress(login(number), DOMAIN);
    }

    /** With the id, the name and the address that every account has, and an alias for each tenth. */
    private static Identity person(int number) {
        return new Identity(
                new UUID(number * 0x9E3779B97F4A7C15L, number).toString(),
                login(number),
                Optional.of(address(number)),
                number % 10 == 0 ? Set.of(new EmailAddress("alias" + number, DOMAIN)) : Set.of(),
                AccountState.ACTIVE,
                Set.of());
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        for (int i = 0; i < told; i++) {
            visitor.found(person(i));
        }
        return Scan.complete();
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return Lookup.unavailable("not asked one by one, of " + people);
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return Lookup.unavailable("not asked one by one, of " + people);
    }

    @Override
    public void close() {}
}
