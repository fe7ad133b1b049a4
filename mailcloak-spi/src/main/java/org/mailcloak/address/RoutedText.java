package org.mailcloak.address;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows an address that Postfix would route, from one domain to the next, and collects what it may end as. The rules are
 * those that {@link AddressReader} names. For one text, once.
 */
final class RoutedText {

    /** A spelling with more hops than this is not believed to be an address at all. */
    private static final int MAX_READINGS = 8;

    /** Postfix's {@code line_length_limit}: no longer text comes from a client, and a longer one is no address. */
    private static final int MAX_LENGTH = 2_048;

    /** What stands between names in a routed text. */
    private static final Pattern OPERATORS = Pattern.compile("[@!%:,]");

    private final LocalDomains local;
    private final boolean recipient;
    private final List<EmailAddress> readings = new ArrayList<>();
    private final Set<MailDomain> domains = new LinkedHashSet<>();
    private boolean understood = true;
    private boolean lacksOrigin;

    /** @param recipient whether Postfix will resolve the address, which it does not do with a sender */
    RoutedText(LocalDomains local, boolean recipient) {
        this.local = local;
        this.recipient = recipient;
    }

    AddressInterpretations read(String text) {
        if (text.length() > MAX_LENGTH) {
            return new AddressInterpretations(List.of(), List.of(), false, true);
        }
        hop(text, true);
        while (understood && isFollowed(last())) {
            hop(last().localPart(), false);
            understood &= readings.size() < MAX_READINGS && !isResolvedLate(last());
        }
        if (!understood) {
            OPERATORS.splitAsStream(text).forEach(this::name);
        }
        return new AddressInterpretations(readings, List.copyOf(domains), understood, lacksOrigin);
    }

    private EmailAddress last() {
        return readings.get(readings.size() - 1);
    }

    /**
     * A recipient is read on after the alias maps were asked: what comes of it reaches no alias, no list and no account by
     * another address. Such a spelling is no address.
     */
    private boolean isResolvedLate(EmailAddress address) {
        return recipient && local.contains(address.domain());
    }

    /**
     * Postfix goes on reading at each domain that is its own. That may be one of {@code mydestination} that only Postfix
     * knows, or an address of its machine.
     */
    private boolean isFollowed(EmailAddress address) {
        return Routing.isRouted(address.localPart())
                && (recipient || local.contains(address.domain()) || isLiteral(address.domain()));
    }

    private static boolean isLiteral(MailDomain domain) {
        return domain.name().charAt(0) == '[';
    }

    private void hop(String text, boolean outermost) {
        SourceRoute route = SourceRoute.strip(text);
        String address = route.address();
        int at = address.lastIndexOf('@');
        if (!route.certain() || at == address.length() - 1) {
            // Nothing is completed here, but by the next server; or it is, after the alias maps were asked.
            understood = false;
            nameOrigin();
        } else if (at >= 0) {
            add(address.substring(0, at), address.substring(at + 1));
        } else if (outermost || !address.equals(text)) {
            complete(address);
        } else {
            route(address);
        }
    }

    /**
     * What Postfix quotes gets the origin as a whole, and is read on there; everything else is routed first. That a site may
     * have switched off the operators concerns senders alone: as a recipient such a text is nothing that exists.
     */
    private void complete(String text) {
        boolean whole = !Routing.isRouted(text) || !Routing.isDotString(text);
        if (whole || !recipient) {
            nameOrigin();
        }
        if (whole) {
            add(text, local.origin());
        } else {
            route(text);
        }
    }

    private void route(String text) {
        nameAlternatives(text);
        Routing routing = Routing.of(text);
        add(routing.localPart(), routing.domain());
        understood &= routing.certain();
    }

    /** A site may have switched off one of the two operators ({@code swap_bangpath}, {@code percent_hack}). */
    private void nameAlternatives(String text) {
        int bang = text.indexOf('!');
        int percent = text.lastIndexOf('%');
        if (bang >= 0 && percent >= 0) {
            name(text.substring(0, bang));
            name(text.substring(percent + 1));
        }
    }

    private void nameOrigin() {
        Optional<MailDomain> origin = local.origin();
        origin.ifPresent(domains::add);
        lacksOrigin |= origin.isEmpty();
    }

    private void name(String domain) {
        MailDomain.parse(Ornament.strip(domain)).ifPresent(domains::add);
    }

    private void add(String localPart, String domain) {
        Optional<MailDomain> plain = MailDomain.parse(domain);
        plain.ifPresent(domains::add);
        if (plain.isEmpty() || !DomainNames.isAscii(domain)) {
            name(domain);
        }
        add(localPart, plain);
    }

    /** The text of a policy request has no quotes around a local part: where there are some, they belong to it. */
    private void add(String localPart, Optional<MailDomain> domain) {
        Optional<EmailAddress> address =
                domain.flatMap(name -> LocalParts.normalise(localPart).map(part -> new EmailAddress(part, name)));
        address.ifPresent(readings::add);
        understood &= address.isPresent() && !LocalParts.isQuoted(localPart);
    }
}
