package org.mailcloak.table;

import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.Ownership;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.SendAsOwners;

/**
 * {@code check_sender_access}: refuses a local sender address whose accounts are all blocked or disabled. It never says
 * OK, and it says nothing about {@code <>}: it does not learn which account has logged in.
 */
record AccessMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "access";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        SendAsOwners owners = new SendAsOwners(rules, directory);
        return LocalAddress.of(key, owners::isLocal)
                .map(address -> owners.of(address).fold(AccessMap::action, MapAnswer::unavailable))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer action(Ownership.Known known) {
        boolean blocked = known.owners().stream().anyMatch(owner -> owner.standing() == Ownership.Standing.BLOCKED);
        return blocked && !known.anyoneMaySend()
                ? MapAnswer.found(Reason.USER_SEND_BLOCKED.action())
                : MapAnswer.notFound();
    }
}
