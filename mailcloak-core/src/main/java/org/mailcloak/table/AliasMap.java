package org.mailcloak.table;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.RecipientResolver;
import org.mailcloak.decision.Resolution;

/**
 * {@code virtual_alias_maps}: the addresses that an alias or a group leads to, with commas between them. A login name
 * stands for {@code login@domain}, where the domain is the alias's own. Domains, {@code *} and everything else without
 * {@code @} are not in it.
 *
 * <p>Postfix looks up {@code user+ext@domain} as a whole and then adds no extension to the result ({@code
 * global/mail_addr_find.c}), so this map does both.
 */
record AliasMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "alias";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        return over(directory).find(key);
    }

    @Override
    public MapLookup over(LookupSources sources) {
        RecipientResolver resolver = new RecipientResolver(rules, sources);
        return key -> {
            Optional<EmailAddress> address = EmailAddress.parse(key);
            return address.isPresent()
                    ? answer(address.get(), resolver.forwarding(address.get()))
                    : MapAnswer.notFound();
        };
    }

    private static MapAnswer answer(EmailAddress address, Resolution destination) {
        return switch (destination.kind()) {
            case FORWARDED -> ResultList.list(address, ResultList.Kind.TARGETS, destination.targets());
            case MAILBOX, DISCARDED, CLOSED, LOST, NOBODY -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case CHANGED, AMBIGUOUS, BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
