package org.mailcloak.cli;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** Notes every question to the identity provider. */
final class RecordingIdentityProvider implements IdentityProvider {

    private static final Comparator<EmailAddress> BY_TEXT = Comparator.comparing(EmailAddress::toString);

    private final String source;
    private final IdentityProvider provider;
    private final Consultation consultation;

    RecordingIdentityProvider(String id, IdentityProvider provider, Consultation consultation) {
        this.source = "provider " + id;
        this.provider = provider;
        this.consultation = consultation;
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return ask("who logs in as " + loginName + "?", () -> provider.findByLogin(loginName));
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return ask("who has the address " + address + "?", () -> provider.findByAddress(address));
    }

    @Override
    public boolean hasGroups() {
        return provider.hasGroups();
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return consultation.ask(
                source,
                "which group has the address " + address + "?",
                () -> provider.findGroupByAddress(address),
                answer -> answer.fold(
                        GroupText::describe,
                        () -> "none",
                        why -> "could not be asked: " + why,
                        why -> "one that cannot be used: " + why));
    }

    /** The provider belongs to who opened it. */
    @Override
    public void close() {}

    private Lookup ask(String question, Supplier<Lookup> asking) {
        return consultation.ask(
                source,
                question,
                asking,
                answer -> answer.fold(
                        RecordingIdentityProvider::describe, () -> "nobody", why -> "could not be asked: " + why));
    }

    private static String describe(List<Identity> identities) {
        return identities.stream().map(RecordingIdentityProvider::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Identity identity) {
        String addresses = Stream.concat(
                        identity.primaryAddress().stream(),
                        identity.aliasAddresses().stream().sorted(BY_TEXT))
                .map(EmailAddress::toString)
                .collect(Collectors.joining(", "));
        return identity.loginName() + " (" + UserText.state(identity.state()) + "), "
                + (addresses.isEmpty() ? "no address" : addresses);
    }
}
