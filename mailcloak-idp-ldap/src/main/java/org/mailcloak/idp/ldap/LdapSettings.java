package org.mailcloak.idp.ldap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.attributes.AttributeRules;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * What the operator configured.
 *
 * @param groups where the groups of an account are; empty: they are not asked for
 * @param follow whether changes are followed
 */
record LdapSettings(Access access, Layout layout, Optional<GroupSettings> groups, Follow follow) {

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
        return new LdapSettings(Access.from(config), layout, groups(config, usual, layout), follow(config, preset));
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
        return Optional.of(new GroupSettings(
                config.text(GROUP_BASE_DN)
                        .map(text -> Layout.dn(GROUP_BASE_DN, text))
                        .orElse(layout.base()),
                usual.groups()));
    }

    /** Everything that is read of an account. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(layout.attributes());
        groups.filter(some -> some.search() == GroupSearch.BY_MEMBER_OF)
                .ifPresent(some -> names.add(GroupSettings.MEMBER_OF));
        return names;
    }
}
