package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * What the operator configured.
 *
 * @param groups where the groups of an account are; empty: they are not asked for
 * @param lists which groups are distribution lists; empty: none
 * @param follow whether changes are followed
 */
record LdapSettings(
        Access access, Layout layout, Optional<GroupSettings> groups, Optional<ListSettings> lists, Follow follow) {

    private static final String PRESET = "preset";
    private static final String GROUPS = "groups";
    private static final String GROUP_BASE_DN = "group_base_dn";
    private static final String FOLLOW = "follow";

    static List<Setting> declared() {
        List<Setting> settings = new ArrayList<>(Access.declared());
        settings.add(Setting.optional(
                PRESET,
                Kind.TEXT,
                "The kind of directory: openldap, activedirectory, freeipa or lldap. Without it: openldap."));
        settings.addAll(Layout.declared());
        settings.addAll(AttributeRules.settings());
        settings.add(Setting.optional(GROUPS, Kind.FLAG, "Whether an account's groups are asked for."));
        settings.add(Setting.optional(
                GROUP_BASE_DN, Kind.TEXT, "The entry below which the groups are. Without it: base_dn."));
        settings.addAll(GroupRules.settings());
        settings.add(
                Setting.optional(
                        FOLLOW,
                        Kind.FLAG,
                        "Whether changes are followed as they happen. Without it: if the preset is openldap and the server can."));
        settings.addAll(Limits.declared());
        return List.copyOf(settings);
    }

    /** @throws ProviderConfigException if a value is none of its kind, or settings contradict each other */
    static LdapSettings from(ProviderConfig config) {
        Preset preset = config.text(PRESET).map(Preset::named).orElse(Preset.OPENLDAP);
        Conventions usual = preset.conventions();
        Layout layout = Layout.from(config, usual);
        return new LdapSettings(
                Access.from(config),
                layout,
                groups(config, usual, layout),
                lists(config, usual, layout),
                follow(config, preset));
    }

    private static Follow follow(ProviderConfig config, Preset preset) {
        if (config.flag(FOLLOW, false)) {
            return Follow.YES;
        }
        boolean isOff = !config.flag(FOLLOW, true) || preset != Preset.OPENLDAP;
        return isOff ? Follow.NO : Follow.IF_POSSIBLE;
    }

    private static Optional<GroupSettings> groups(ProviderConfig config, Conventions usual, Layout layout) {
        if (!config.flag(GROUPS, false)) {
            return Optional.empty();
        }
        return Optional.of(new GroupSettings(groupBase(config, layout), usual.groups()));
    }

    private static Optional<ListSettings> lists(ProviderConfig config, Conventions usual, Layout layout) {
        Optional<GroupRules> rules = GroupRules.from(config);
        Layout.checkNames(config, GroupRules.nameKeys());
        return rules.map(some -> new ListSettings(groupBase(config, layout), usual.groups(), some));
    }

    private static DN groupBase(ProviderConfig config, Layout layout) {
        return config.text(GROUP_BASE_DN)
                .map(text -> Layout.dn(GROUP_BASE_DN, text))
                .orElse(layout.base());
    }

    /** A feed of the groups, if anything is asked of groups. */
    Optional<FeedQuery> groupChanges() {
        return lists.map(ListSettings::changes).or(() -> groups.map(GroupSettings::members));
    }

    /** How a change of them is told: where identities name their groups, it is one of identities. */
    Runnable tellGroups(ChangeListener host) {
        return groups.isPresent() ? host::everythingMayHaveChanged : host::groupsChanged;
    }

    /** What a search returns; a failure of the directory as one of ours. */
    <T> T orUnavailable(Calls.Task<T> search) throws UnavailableException {
        try {
            return search.run();
        } catch (LDAPException e) {
            throw new UnavailableException(Reasons.text(e, access.limits()));
        }
    }

    /** Everything that is read of an account. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(layout.attributes());
        groups.filter(some -> some.search() == GroupSearch.BY_MEMBER_OF)
                .ifPresent(some -> names.add(GroupSettings.MEMBER_OF));
        return names;
    }
}
