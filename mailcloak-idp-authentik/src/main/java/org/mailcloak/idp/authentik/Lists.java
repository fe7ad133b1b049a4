package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.GroupWalk;
import org.mailcloak.idp.Identity;

/**
 * Finds a group by its address, with its members. A group's own list of its members lacks their type and their immutable
 * id, so they are read from the list of users, filtered by the group: page by page, for each group within it.
 */
final class Lists {

    /** With pages of 100: so many groups contain what a group is called, or are read of a server before 2025.8. */
    private static final int MAX_PAGES = 50;

    private final GroupRules rules;
    private final Api api;
    private final People people;
    private final Identities identities;
    private final Witness witness;
    private final PagedList<Group> pages;

    /** @param patience after this time no further page of groups is asked for */
    Lists(GroupRules rules, Api api, People people, Identities identities, Witness witness, Duration patience) {
        this.rules = rules;
        this.api = api;
        this.people = people;
        this.identities = identities;
        this.witness = witness;
        this.pages = new PagedList<>(Refusal.GROUPS, Group::pk, patience);
    }

    /** To whom some users or groups are hidden, authentik shows shorter lists without a word: every answer is confirmed. */
    GroupLookup having(EmailAddress address) throws UnavailableException {
        if (!Askable.isAddress(address)) {
            return GroupLookup.notFound();
        }
        List<Group> found = holders(address);
        if (found.isEmpty()) {
            witness.confirmGroups();
            return GroupLookup.notFound();
        }
        if (found.size() > 1) {
            return GroupLookup.broken(found.size() + " groups have the address " + address + ": "
                    + found.stream().map(Group::line).sorted().collect(Collectors.joining(", ")));
        }
        Group group = found.get(0);
        for (String name : rules.names()) {
            if (Attributes.holdsObject(group.attributes(), name)) {
                return GroupLookup.broken("the group " + group.line() + " has an object in the attribute " + name + "; "
                        + Attributes.READABLE);
            }
        }
        GroupLookup answer = new Walk(group).lookup(address);
        witness.confirm();
        witness.confirmGroups();
        return answer;
    }

    private List<Group> holders(EmailAddress address) throws UnavailableException {
        List<ListFilter> filters = Stream.of(
                        rules.addressAttribute().map(name -> ListFilter.holding(name, address)),
                        rules.named(address).map(ListFilter::called))
                .flatMap(Optional::stream)
                .toList();
        Map<String, Group> found = new LinkedHashMap<>();
        for (ListFilter filter : filters) {
            for (Group group : groups(filter)) {
                if (rules.has(address, group.name(), group)) {
                    found.put(group.pk(), group);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private List<Group> groups(ListFilter filter) throws UnavailableException {
        return pages.read(number -> api.groups(filter, number), MAX_PAGES)
                .orElseThrow(() -> new UnavailableException("authentik finds more groups than the "
                        + MAX_PAGES * Api.PAGE_SIZE + " that are read for one answer"));
    }

    /** One look-up. Groups that were seen need not be read again. */
    private final class Walk {

        private final Group root;
        private final Map<String, Group> known = new HashMap<>();
        private boolean allKnown;
        private boolean tooLarge;

        Walk(Group root) {
            this.root = root;
            known.put(root.pk(), root);
        }

        GroupLookup lookup(EmailAddress address) throws UnavailableException {
            GroupRules.GroupKey key = new GroupRules.GroupKey(root.pk(), root.name());
            GroupLookup answer =
                    GroupWalk.of(root.pk(), this::content, everybody -> rules.group(key, address, everybody, root));
            return tooLarge
                    ? GroupLookup.broken("the group " + root.line() + " has more members than are read for one group")
                    : answer;
        }

        private GroupWalk.Content content(String pk) throws UnavailableException {
            List<String> subgroups = within(group(pk));
            Optional<List<User>> users = people.inGroup(pk);
            if (users.isEmpty()) {
                tooLarge = true;
            }
            List<Identity> members = new ArrayList<>();
            for (User user : users.orElse(List.of())) {
                members.add(identities.of(user));
            }
            return new GroupWalk.Content(members, tooLarge ? List.of() : subgroups);
        }

        /** One that is hidden from the token is refused, and ends the look-up. */
        private Group group(String pk) throws UnavailableException {
            @Nullable Group seen = known.get(pk);
            return seen != null ? seen : Answers.valueOf(api.group(pk), Refusal.GROUPS);
        }

        private List<String> within(Group group) throws UnavailableException {
            if (group.children().isPresent()) {
                return group.children().get();
            }
            if (!allKnown) {
                groups(ListFilter.none()).forEach(other -> known.put(other.pk(), other));
                allKnown = true;
            }
            return known.values().stream()
                    .filter(other -> other.parents().contains(group.pk()))
                    .map(Group::pk)
                    .toList();
        }
    }
}
