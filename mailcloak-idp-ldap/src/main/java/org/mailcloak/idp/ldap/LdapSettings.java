package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * What the operator configured.
 *
 * @param lists which groups are distribution lists; empty: none
 * @param follow whether changes are followed
 */
record LdapSettings(
        LdapConnectionSettings access, SchemaMapping layout, Optional<ListSettings> lists, FollowMode follow) {

    private static final String PRESET = "preset";
    private static final String GROUPS = "groups";
    private static final String GROUP_BASE_DN = "group_base_dn";
    private static final String FOLLOW = "follow";

    static List<Setting> declared() {
        List<Setting> settings = new ArrayList<>(LdapConnectionSettings.declared());
        settings.add(Setting.optional(
                PRESET,
                Kind.TEXT,
                "The kind of directory: openldap, activedirectory, freeipa or lldap. Without it: openldap."));
        settings.addAll(SchemaMapping.declared());
        settings.addAll(AttributeRules.settings());
        settings.add(Setting.optional(GROUPS, Kind.FLAG, "Without effect: no rule reads the groups of an account."));
        settings.add(Setting.optional(
                GROUP_BASE_DN, Kind.TEXT, "The entry below which the groups are. Without it: base_dn."));
        settings.addAll(GroupRules.settings());
        settings.add(
                Setting.optional(
                        FOLLOW,
                        Kind.FLAG,
                        "Whether changes are followed as they happen. Without it: if the preset is openldap and the server can."));
        settings.addAll(LdapLimits.declared());
        return List.copyOf(settings);
    }

    /** @throws ProviderConfigException if a value is not of its kind, or settings contradict each other */
    static LdapSettings from(ProviderConfig config) {
        Preset preset = config.text(PRESET).map(Preset::named).orElse(Preset.OPENLDAP);
        PresetDefaults usual = preset.conventions();
        SchemaMapping layout = SchemaMapping.from(config, usual);
        return new LdapSettings(
                LdapConnectionSettings.from(config),
                layout,
                lists(config, usual, groupBase(config, layout)),
                follow(config, preset));
    }

    private static FollowMode follow(ProviderConfig config, Preset preset) {
        if (config.flag(FOLLOW, false)) {
            return FollowMode.YES;
        }
        boolean isOff = !config.flag(FOLLOW, true) || preset != Preset.OPENLDAP;
        return isOff ? FollowMode.NO : FollowMode.IF_POSSIBLE;
    }

    private static Optional<ListSettings> lists(ProviderConfig config, PresetDefaults usual, DN base) {
        Optional<GroupRules> rules = GroupRules.from(config);
        SchemaMapping.checkNames(config, GroupRules.nameKeys());
        return rules.map(some -> new ListSettings(base, usual.groups(), some));
    }

    private static DN groupBase(ProviderConfig config, SchemaMapping layout) {
        return config.text(GROUP_BASE_DN)
                .map(text -> SchemaMapping.dn(GROUP_BASE_DN, text))
                .orElse(layout.base());
    }

    /** A feed of the groups, if anything is asked of groups. */
    Optional<SyncQuery> groupChanges() {
        return lists.map(ListSettings::changes);
    }

    /** What a search returns; a failure of the directory as one of ours. */
    <T> T orUnavailable(LdapCallExecutor.Task<T> search) throws LdapUnavailableException {
        try {
            return search.run();
        } catch (LDAPException e) {
            throw LdapUnavailableException.of(e, access.limits());
        }
    }

    /** Everything that is read of an account. */
    Set<String> attributes() {
        return layout.attributes();
    }
}
