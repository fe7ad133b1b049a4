package org.mailcloak.bench.compare.trial;

import java.util.Set;
import java.util.UUID;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** Makes up accounts while it lists them, so that it holds none itself. */
final class ManyPeople implements AccountScanner {

    private static final MailDomain DOMAIN = MailDomain.parse("example.org").orElseThrow();

    private volatile int told;

    ManyPeople(int people) {
        this.told = people;
    }

    /** Makes scans report so many people only, from now on. */
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
    private static Account person(int number) {
        return Account.builder(new UUID(number * 0x9E3779B97F4A7C15L, number).toString(), login(number))
                .primaryAddress(address(number))
                .aliasAddresses(number % 10 == 0 ? Set.of(new EmailAddress("alias" + number, DOMAIN)) : Set.of())
                .build();
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        for (int i = 0; i < told; i++) {
            visitor.found(person(i));
        }
        return ScanResult.complete();
    }
}
