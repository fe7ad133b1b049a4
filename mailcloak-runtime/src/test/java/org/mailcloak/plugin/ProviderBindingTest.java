package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.IdentityProviderFactory;

class ProviderBindingTest {

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void createPluginsDirectory() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    private static ConfigurationDraft draft(String idp, String plugins) {
        return ConfigurationReader.read("config.yaml", """
                idp: {%s}
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                plugins: {%s}
                """.formatted(idp, plugins));
    }

    private List<String> problems(ConfigurationDraft draft) {
        try (ProviderRegistry registry = ProviderRegistry.open(draft.pluginsDirectory(), plugins)) {
            registry.bind(draft);
            draft.finish();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void bindShouldCheckTheSettingsOfTheChosenProvider() {
        ConfigurationDraft draft = draft("provider: host, host: {realm: mail}", "");

        try (ProviderRegistry registry = ProviderRegistry.open(draft.pluginsDirectory(), plugins)) {
            Optional<IdentityProviderFactory> factory = registry.bind(draft);
            Configuration configuration = draft.finish();

            assertThat(factory).containsInstanceOf(HostFactory.class);
            assertThat(configuration.providerConfig().text("realm")).contains("mail");
        }
    }

    @Test
    void bindShouldReportEverythingWhenFileAndPluginsAreWrong() throws Exception {
        new PluginJar().factory("org.example.A", "\"twin\"").writeTo(plugins.resolve("a.jar"));
        new PluginJar().factory("org.example.B", "\"twin\"").writeTo(plugins.resolve("b.jar"));

        assertThat(problems(draft("provider: host, host: {relm: mail}", "directry: x")))
                .containsExactly(
                        "1:17: idp.provider: the provider id twin is claimed twice: by org.example.A in a.jar and by"
                                + " org.example.B in b.jar; remove one of the jars",
                        "1:23: idp.host.realm: missing: the realm",
                        "1:30: idp.host.relm: unknown key, did you mean idp.host.realm?",
                        "4:11: plugins.directry: unknown key, did you mean plugins.directory?");
    }

    @Test
    void bindShouldListWhatWasFoundWhenTheProviderIsUnknown() {
        assertThat(problems(draft("provider: ldap", "")))
                .containsExactly("1:17: idp.provider: no provider `ldap`; found: host (test-classes)");
    }

    @Test
    void bindShouldReportTheDirectoryWhenItIsConfiguredAndMissing() {
        Path none = folder.resolve("none");

        assertThat(problems(draft("provider: host, host: {realm: mail}", "directory: " + none)))
                .containsExactly("4:22: plugins.directory: " + none + ": no such directory");
    }

    @Test
    void bindShouldReportTheDirectoryWhenItIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(problems(draft("provider: host, host: {realm: mail}", "directory: " + file)))
                .containsExactly("4:22: plugins.directory: " + file + ": expected a directory");
    }

    @Test
    void bindShouldReportAProviderThatCannotTellItsSettings() throws Exception {
        new PluginJar()
                .settings("throw new NoSuchMethodError(\"gone\");")
                .factory("org.example.Old", "\"old\"")
                .writeTo(plugins.resolve("old.jar"));

        assertThat(problems(draft("provider: old", "")))
                .containsExactly("1:17: idp.provider: the provider old cannot tell its settings:"
                        + " java.lang.NoSuchMethodError: gone");
    }

    @Test
    void bindShouldReportTheFileWhenItCannotBeRead() {
        ConfigurationDraft draft = ConfigurationReader.read(folder.resolve("none.yaml"));

        try (ProviderRegistry registry = ProviderRegistry.open(draft.pluginsDirectory(), plugins)) {
            assertThat(registry.bind(draft)).isEmpty();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(draft::finish)
                    .withMessage(folder.resolve("none.yaml") + ": cannot be read: no such file");
        }
    }
}
