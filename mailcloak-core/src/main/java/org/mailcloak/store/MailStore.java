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

    /** Whether the domain is listed and enabled. */
    boolean isLocalDomain(MailDomain domain);

    /** The first enabled domain in the order of names: the default for {@code policy.origin}. */
    Optional<MailDomain> firstLocalDomain();

    /**
     * The alias of this very address, if its domain is enabled. The alias may be disabled: then it gets no mail, and nobody
     * else gets its mail.
     */
    Optional<Alias> findAlias(EmailAddress address);

    /** The catch-all alias of a domain, if both are enabled. */
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
     * A number that changes whenever any process commits a change to what this store answers. Equal numbers mean equal
     * answers.
     */
    long generation();

    /** Releases connections. A second call does nothing. */
    @Override
    void close();
}
