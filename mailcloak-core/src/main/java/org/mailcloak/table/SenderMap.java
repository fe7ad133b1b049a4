package org.mailcloak.table;

import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.Ownership;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.SendAsOwners;

/**
 * {@code smtpd_sender_login_maps}: who may log in and send as a local address, as login names with commas between them.
 * If none of the owners may send, all are named, so that the address does not look like one that every client may use.
 *
 * <p>Addresses in other domains are not in it, though a user may have one: with {@code
 * reject_unauthenticated_sender_login_mismatch} their own mail from there would be refused.
 */
record SenderMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "sender";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        SendAsOwners owners = new SendAsOwners(rules, directory);
        return LocalAddress.of(key, owners::isLocal)
                .map(address -> answer(address, owners.of(address)))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, Ownership ownership) {
        return ownership.fold(known -> logins(address, known), MapAnswer::unavailable);
    }

    private static MapAnswer logins(EmailAddress address, Ownership.Known known) {
        boolean anyone = known.anyoneMaySend();
        Stream<Ownership.Owner> named =
                known.owners().stream().filter(owner -> !anyone || owner.standing() == Ownership.Standing.MAY_SEND);
        List<String> logins =
                named.map(Ownership.Owner::login).filter(SenderMap::isOneWord).toList();
        return logins.isEmpty() ? MapAnswer.notFound() : ResultList.list(address, ResultList.Kind.OWNERS, logins);
    }

    /**
     * Postfix cuts the list at commas and blanks ({@code smtpd/smtpd_check.c}), and knows no quotes: a login {@code x bob}
     * would make bob an owner.
     */
    private static boolean isOneWord(String login) {
        return login.chars().noneMatch(c -> c == ',' || Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
