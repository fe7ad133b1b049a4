package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;

/**
 * A search for a group by its address, with its members. Keycloak lists the direct members of a group, and of the
 * groups in it their own, so there are two requests for each group: a page of members, and a page of groups.
 */
final class GroupApi {

    /** A page of accounts has to fit into one answer. */
    private static final int PAGE = 125;

    /** If more groups than that contain the name in theirs, the right one cannot be determined. */
    private static final int MOST_FOUND = 5_000;

    private final GroupRules rules;
    private final KeycloakApiClient api;
    private final KeycloakSettings settings;
    private final RequestUrl groups;

    GroupApi(GroupRules rules, KeycloakSettings settings, KeycloakApiClient api) {
        this.rules = rules;
        this.api = api;
        this.settings = settings;
        this.groups = settings.base().path("admin", "realms", settings.realm(), "groups");
    }

    /** "Not found" is believed only if the service account may view users: without, Keycloak shows no group. */
    GroupLookup having(EmailAddress address) throws KeycloakUnavailableException {
        Set<KeycloakGroup> found = new LinkedHashSet<>(named(address));
        if (rules.addressAttribute().isPresent()) {
            found.addAll(holding(rules.addressAttribute().get(), address));
        }
        if (found.isEmpty()) {
            api.confirmView();
            return GroupLookup.notFound();
        }
        if (found.size() > 1) {
            return GroupLookup.broken(found.size() + " groups have the address " + address + ": "
                    + found.stream().map(KeycloakGroup::name).sorted().collect(Collectors.joining(", ")));
        }
        KeycloakGroup group = found.iterator().next();
        GroupRules.GroupKey key = new GroupRules.GroupKey(group.id(), group.name());
        return GroupExpander.of(group.id(), this::content, members -> rules.group(key, address, members, group));
    }

    /** Values are compared with letter case there: addresses are stored in lower case. */
    private List<KeycloakGroup> holding(String attribute, EmailAddress address) throws KeycloakUnavailableException {
        return KeycloakUserQuery.attribute(attribute, address).isEmpty()
                ? List.of()
                : flat(
                        KeycloakUserQuery.attribute(attribute, address).get().on(groups),
                        group -> rules.has(address, group.name(), group));
    }

    /** By a part of the name, since the whole one would be compared with letter case. */
    private List<KeycloakGroup> named(EmailAddress address) throws KeycloakUnavailableException {
        return rules.named(address).isEmpty()
                        || KeycloakUserQuery.username(rules.named(address).get())
                                .isEmpty()
                ? List.of()
                : flat(
                        groups.query("search", rules.named(address).get()),
                        group -> rules.has(address, group.name(), group));
    }

    private List<KeycloakGroup> flat(RequestUrl search, Predicate<KeycloakGroup> wanted)
            throws KeycloakUnavailableException {
        RequestUrl all = search.query("briefRepresentation", "false").query("populateHierarchy", "false");
        List<KeycloakGroup> found = new ArrayList<>();
        List<KeycloakGroup> page;
        int first = 0;
        Progress progress = new Progress("groups", MOST_FOUND);
        do {
            page = page(all, first);
            progress.checked(page, KeycloakGroup::id);
            page.stream().filter(wanted).forEach(found::add);
            first += page.size();
        } while (page.size() == PAGE);
        return found;
    }

    private List<KeycloakGroup> page(RequestUrl list, int first) throws KeycloakUnavailableException {
        RequestUrl page = list.query("first", Integer.toString(first)).query("max", Integer.toString(PAGE));
        return api.page(
                page,
                body -> JsonObjectReader.listOf(body).stream()
                        .map(group -> KeycloakGroup.of(group, rules.names()))
                        .toList());
    }

    private GroupExpander.Content content(String id) throws KeycloakUnavailableException {
        List<String> subgroups = new ArrayList<>();
        List<KeycloakGroup> page;
        Progress progress = new Progress("groups", GroupExpander.MAX_GROUPS + PAGE);
        do {
            page = page(groups.path(id, "children").query("briefRepresentation", "true"), subgroups.size());
            progress.checked(page, KeycloakGroup::id);
            page.forEach(group -> subgroups.add(group.id()));
        } while (page.size() == PAGE && subgroups.size() <= GroupExpander.MAX_GROUPS);
        return new GroupExpander.Content(members(id), subgroups);
    }

    /** One more than a group may have is enough to see that there are too many. */
    private List<Account> members(String id) throws KeycloakUnavailableException {
        List<Account> members = new ArrayList<>();
        List<KeycloakUser> page;
        int first = 0;
        Progress progress = new Progress("members", GroupExpander.MAX_MEMBERS + PAGE);
        do {
            page = membersPage(id, first);
            progress.checked(page, KeycloakUser::id);
            for (KeycloakUser account : page) {
                if (!account.serviceAccount()) {
                    members.add(api.account(account));
                }
            }
            first += page.size();
        } while (page.size() == PAGE && first <= GroupExpander.MAX_MEMBERS);
        return members;
    }

    private List<KeycloakUser> membersPage(String id, int first) throws KeycloakUnavailableException {
        RequestUrl page = groups.path(id, "members")
                .query("first", Integer.toString(first))
                .query("max", Integer.toString(PAGE))
                .query("briefRepresentation", "false");
        return api.page(
                page,
                body -> JsonObjectReader.listOf(body).stream()
                        .map(user -> KeycloakUser.of(user, settings))
                        .toList());
    }
}
