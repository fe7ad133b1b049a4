package org.mailcloak.map;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.MailStore;

/**
 * {@code virtual_alias_maps}: an enabled alias in an enabled local domain is the mailbox {@code login@domain}, where the
 * domain is the alias's own. Domains, {@code *} and everything else without {@code @} are not in it.
 *
 * <p>Postfix looks up {@code user+ext@domain} as a whole and then adds no extension to the result ({@code
 * global/mail_addr_find.c}), so this map does both.
 */
public final class AliasMap implements AddressMap {

    private final MailStore store;
    private final AddressReader reader;

    /** @param recipientDelimiter the characters of Postfix's {@code recipient_delimiter}; empty: none */
    public AliasMap(MailStore store, String recipientDelimiter) {
        this.store = requireNonNull(store, "store");
        this.reader = new AddressReader(recipientDelimiter);
    }

    @Override
    public String name() {
        return "alias";
    }

    @Override
    public Optional<String> find(String key) {
        Optional<EmailAddress> address = EmailAddress.parse(key);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> login = store.findAlias(address.get());
        if (login.isPresent()) {
            return login.map(name -> Mailbox.of(name, "", address.get().domain()));
        }
        return reader.withoutExtension(address.get())
                .filter(bare -> isSendable(address.get()))
                .flatMap(store::findAlias)
                .map(name -> Mailbox.of(
                        name, reader.extension(address.get()), address.get().domain()));
    }

    /** A stranger writes the extension, which goes back to Postfix; a reply cannot hold a control character. */
    private static boolean isSendable(EmailAddress address) {
        return address.localPart().chars().noneMatch(Character::isISOControl);
    }
}
