package org.mailcloak.config;

import java.util.Optional;
import org.mailcloak.config.Section.Entry;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Keys that have moved since the older program. They still work, a new key beside them wins, and each warns. */
final class DeprecatedKeys {

    /** A section of the whole file once, now one below {@code idp}. */
    static final String KEYCLOAK = "keycloak";

    private static final String OLD_FAILURE_MODE = "keycloak_failure_mode";

    private final Problems problems;

    DeprecatedKeys(Problems problems) {
        this.problems = problems;
    }

    /** Takes {@code keycloak} out of the whole file; absent if the file does not have it. */
    Section takeKeycloak(Section root) {
        Section old = SectionReader.child(root, KEYCLOAK, problems);
        root.remove(KEYCLOAK)
                .ifPresent(entry -> problems.warning(
                        entry.key().getStartMark(),
                        KEYCLOAK,
                        "has moved: write its keys below idp.keycloak, and idp.provider: keycloak"));
        return old;
    }

    /** The provider that a file with the old section means if it names none. */
    static Entry provider(Section legacyKeycloak) {
        ScalarNode id = new ScalarNode(
                Tag.STR, true, KEYCLOAK, ScalarStyle.PLAIN, legacyKeycloak.place(), legacyKeycloak.place());
        return new Entry(id, id);
    }

    void failureMode(Section policy) {
        Optional<Entry> old = policy.remove(OLD_FAILURE_MODE);
        if (old.isEmpty()) {
            return;
        }
        boolean both = policy.given(ConfigurationKeys.IDP_FAILURE_MODE.name()).isPresent();
        problems.warning(
                old.orElseThrow().key().getStartMark(),
                policy.keyOf(OLD_FAILURE_MODE),
                "is now policy.idp_failure_mode" + (both ? ", which is given too and holds" : ""));
        if (!both) {
            policy.put(ConfigurationKeys.IDP_FAILURE_MODE.name(), old.orElseThrow());
        }
    }
}
