package org.mailcloak.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** Configurations for tests. */
final class Drafts {

    /** The least that a file must hold; line 1 names the provider. */
    static final String MINIMAL = """
            idp: {provider: local}
            sqlite: {path: state.db}
            sockets: {policy_socket: policy.sock, socketmap_socket: socketmap.sock}
            """;

    private Drafts() {}

    static Configuration read(String text) {
        return ConfigurationReader.read("config.yaml", text).finish();
    }

    static List<String> warnings(String text) {
        return ConfigurationReader.read("config.yaml", text).warnings().stream()
                .map(Problem::toString)
                .toList();
    }

    /** What is wrong with a text; empty if nothing is. */
    static List<String> problems(String text) {
        return problems(ConfigurationReader.read("config.yaml", text));
    }

    static List<String> problems(ConfigurationDraft draft) {
        try {
            draft.finish();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** A provider of any id that takes these settings. */
    static IdentityProviderFactory factory(Setting... settings) {
        return factory(Optional.empty(), settings);
    }

    /** @param loginTtl what the provider advises */
    static IdentityProviderFactory factory(Optional<Duration> loginTtl, Setting... settings) {
        return new IdentityProviderFactory() {
            @Override
            public String id() {
                return "test";
            }

            @Override
            public List<Setting> settings() {
                return List.of(settings);
            }

            @Override
            public Optional<Duration> loginTtl() {
                return loginTtl;
            }

            @Override
            public IdentityProvider create(ProviderConfig config) {
                throw new AssertionError("No test creates a provider");
            }
        };
    }
}
