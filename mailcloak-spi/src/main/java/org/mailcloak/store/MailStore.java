package org.mailcloak.store;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/**
 * What a decision asks of the store. Methods may be called from many threads; all throw {@link StoreException} if the
 * store cannot answer, which is never read as "there is none".
 */
public interface MailStore extends AutoCloseable {

    /** Whether the domain is listed and enabled; where it is an alias of a domain, that one has to be so too. */
    boolean isLocalDomain(MailDomain domain);

    /** The first enabled domain in the order of names: the default for {@code policy.origin}. */
    Optional<MailDomain> firstLocalDomain();

    /**
     * Returns the alias of this very address, if its domain is enabled. The alias may be disabled: then it gets no
     * mail, and no other account gets its mail. One that has expired is returned as disabled.
     */
    Optional<Alias> findAlias(EmailAddress address);

    /** The catch-all alias of a domain, if both are enabled and it has not expired. */
    Optional<Alias> findCatchAll(MailDomain domain);

    /**
     * The application of that id, enabled or not.
     *
     * @param id compared exactly: Dovecot has already verified it against the same row
     */
    Optional<App> findApp(String id);

    /** The ids of the enabled applications that have the address as an enabled sender, in order. */
    List<String> findAppsBySender(EmailAddress sender);

    /**
     * The domain that this one stands for, if both are enabled and that one is a domain of its own. Each address of this
     * domain is the same one of that domain; nothing else is asked for addresses of this one.
     */
    default Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return Optional.empty();
    }

    /**
     * Where mail for unknown addresses of the domain goes, if it is enabled.
     *
     * @return as Postfix's transport(5) reads it for smtp, such as {@code [mail.old.example]:25}
     */
    default Optional<String> findUnknownHost(MailDomain domain) {
        return Optional.empty();
    }

    /**
     * The certificate of that fingerprint, enabled or not.
     *
     * @param fingerprint compared without regard to letter case and colons
     */
    default Optional<Certificate> findCertificate(String fingerprint) {
        return Optional.empty();
    }

    /**
     * A number that changes whenever any process commits a change to what this store answers. Equal numbers mean equal
     * answers, but for aliases that expire meanwhile.
     */
    long generation();

    /** Releases connections. A second call does nothing. */
    @Override
    void close();
}
