package org.mailcloak.idp.ldap;

import java.util.Arrays;
import java.util.Locale;
import org.mailcloak.idp.ProviderConfigException;

/** The kinds of directories. */
enum Preset {
    OPENLDAP,
    ACTIVEDIRECTORY,
    FREEIPA,
    LLDAP;

    static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.id().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProviderConfigException("preset: expected one of "
                        + Arrays.stream(values()).map(Preset::id).toList() + ", found \"" + name + '"'));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    PresetDefaults conventions() {
        return switch (this) {
            case OPENLDAP -> PresetDefaults.OPENLDAP;
            case ACTIVEDIRECTORY -> PresetDefaults.ACTIVE_DIRECTORY;
            case FREEIPA -> PresetDefaults.FREEIPA;
            case LLDAP -> PresetDefaults.LLDAP;
        };
    }
}
