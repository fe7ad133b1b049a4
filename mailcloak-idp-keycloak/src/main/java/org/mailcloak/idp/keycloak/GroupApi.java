package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.http.Fields;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.GroupWalk;
import org.mailcloak.idp.Identity;

/**
 * Finds a group by its address, with its members. Keycloak tells of a group its direct members and of the groups in it their
 * own, so there are two requests for each group: a page of members, and a page of groups.
 */
final class GroupApi {

    /** A page of accounts has to fit into one answer. */
    private static final int PAGE = 250;

    private final GroupRules rules;
    private final AdminApi api;
    private final KeycloakSettings settings;
    private final RequestUrl groups;

    GroupApi(GroupRules rules, KeycloakSettings settings, AdminApi api) {
        this.rules = rules;
        this.api = api;
        this.settings = settings;
        this.groups = settings.base().path("admin", "realms", settings.realm(), "groups");
    }

    /** "Not found" is believed only if the service account may view users: without, Keycloak shows no group. */
    GroupLookup having(EmailAddress address) throws UnavailableException {
        Set<Group> found = new LinkedHashSet<>(named(address));
        if (rules.addressAttribute().isPresent()) {
            found.addAll(holding(rules.addressAttribute().get(), address));
        }
        if (found.isEmpty()) {
            api.confirmView();
            return GroupLookup.notFound();
        }
        if (found.size() > 1) {
            return GroupLookup.broken(found.size() + " groups have the address " + address + ": "
                    + found.stream().map(Group::name).sorted().collect(Collectors.joining(", ")));
        }
        Group group = found.iterator().next();
        GroupRules.GroupKey key = new GroupRules.GroupKey(group.id(), group.name());
        return GroupWalk.of(group.id(), this::content, members -> rules.group(key, address, members, group));
    }

    /** Values are compared with letter case there: addresses are stored in lower case. */
    private List<Group> holding(String attribute, EmailAddress address) throws UnavailableException {
        return Criterion.attribute(attribute, address).isEmpty()
                ? List.of()
                : flat(
                        Criterion.attribute(attribute, address).get().on(groups),
                        group -> rules.has(address, group.name(), group));
    }

    /** By a part of the name, since the whole one would be compared with letter case. */
    private List<Group> named(EmailAddress address) throws UnavailableException {
        return rules.named(address).isEmpty()
                        || Criterion.username(rules.named(address).get()).isEmpty()
                ? List.of()
                : flat(
                        groups.query("search", rules.named(address).get()),
                        group -> rules.has(address, group.name(), group));
    }

    private List<Group> flat(RequestUrl search, Predicate<Group> wanted) throws UnavailableException {
        RequestUrl all = search.query("briefRepresentation", "false").query("populateHierarchy", "false");
        List<Group> found = new ArrayList<>();
        List<Group> page;
        int first = 0;
        do {
            page = page(all, first);
            page.stream().filter(wanted).forEach(found::add);
            first += page.size();
        } while (page.size() == PAGE);
        return found;
    }

    private List<Group> page(RequestUrl list, int first) throws UnavailableException {
        RequestUrl page = list.query("first", Integer.toString(first)).query("max", Integer.toString(PAGE));
        return api.get(
                page,
                body -> Fields.listOf(body).stream()
                        .map(group -> Group.of(group, rules.names()))
                        .toList());
    }

    private GroupWalk.Content content(String id) throws UnavailableException {
        List<String> subgroups = new ArrayList<>();
        List<Group> page;
        do {
            page = page(groups.path(id, "children").query("briefRepresentation", "true"), subgroups.size());
            page.forEach(group -> subgroups.add(group.id()));
        } while (page.size() == PAGE);
        return new GroupWalk.Content(members(id), subgroups);
    }

    /** One more than a group may have is enough to see that there are too many. */
    private List<Identity> members(String id) throws UnavailableException {
        List<Identity> members = new ArrayList<>();
        List<Account> page;
        int first = 0;
        do {
            page = membersPage(id, first);
            for (Account account : page) {
                if (!account.serviceAccount()) {
                    members.add(api.identity(account, Set.of()));
                }
            }
            first += page.size();
        } while (page.size() == PAGE && first <= GroupWalk.MAX_MEMBERS);
        return members;
    }

    private List<Account> membersPage(String id, int first) throws UnavailableException {
        RequestUrl page = groups.path(id, "members")
                .query("first", Integer.toString(first))
                .query("max", Integer.toString(PAGE))
                .query("briefRepresentation", "false");
        return api.get(
                page,
                body -> Fields.listOf(body).stream()
                        .map(user -> Account.of(user, settings))
                        .toList());
    }
}
