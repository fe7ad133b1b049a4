package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderConfig;

class ProviderRegistryTest {

    @TempDir
    Path folder;

    private Path plugins;
    private Optional<ProviderRegistry> opened = Optional.empty();

    @BeforeEach
    void createPluginsDirectory() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    @AfterEach
    void closeRegistry() {
        opened.ifPresent(ProviderRegistry::close);
    }

    private ProviderRegistry open() {
        ProviderRegistry registry = ProviderRegistry.open(Optional.empty(), plugins);
        opened = Optional.of(registry);
        return registry;
    }

    private void good() throws IOException {
        new PluginJar().factory("org.example.good.GoodFactory", "\"good\"").writeTo(plugins.resolve("good.jar"));
    }

    private static ProviderConfig config(String id) {
        return new ProviderConfig(id, Path.of("state.db"), Map.of());
    }

    @Test
    void requireShouldReturnThePluginsFactoryWhenItsJarIsInTheDirectory() throws Exception {
        good();

        IdentityProviderFactory factory = open().require("good");

        assertThat(factory.id()).isEqualTo("good");
        assertThat(factory.settings()).hasSize(1);
    }

    @Test
    void requireShouldReturnTheHostsFactoryWhenItIsOnTheClassPath() {
        assertThat(open().require("host")).isInstanceOf(HostFactory.class);
    }

    @Test
    void providersShouldNameJarClassAndVersion() throws Exception {
        good();

        assertThat(open().providers())
                .containsExactly(
                        new DiscoveredProvider("host", HostFactory.class.getName(), "test-classes", "unknown"),
                        new DiscoveredProvider("good", "org.example.good.GoodFactory", "good.jar", "2.5"));
    }

    @Test
    void providersShouldComeInTheOrderOfTheJarsNames() throws Exception {
        new PluginJar().factory("org.example.b.B", "\"from-b\"").writeTo(plugins.resolve("b.jar"));
        new PluginJar().factory("org.example.a.A", "\"from-a\"").writeTo(plugins.resolve("a.jar"));

        assertThat(open().providers()).extracting(DiscoveredProvider::id).containsExactly("host", "from-a", "from-b");
    }

    @Test
    void requireShouldNameClassesAndJarsWhenAnIdIsRepeated() throws Exception {
        good();
        new PluginJar().factory("org.example.other.Other", "\"good\"").writeTo(plugins.resolve("other.jar"));

        ProviderRegistry registry = open();

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry.require("good"))
                .withMessage("the provider id good is claimed twice: by org.example.good.GoodFactory in good.jar and by"
                        + " org.example.other.Other in other.jar; remove one of the jars");
    }

    @Test
    void requireShouldFailWhenAnyIdIsRepeatedAndAnotherIsChosen() throws Exception {
        new PluginJar().factory("org.example.Impostor", "\"host\"").writeTo(plugins.resolve("impostor.jar"));
        good();

        ProviderRegistry registry = open();

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry.require("good"))
                .withMessageContaining("host is claimed twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "null", "\"Good\"", "\"1st\"", "\"my_idp\"", "\"a b\"", "\"a\\nb\""})
    void requireShouldNameTheClassWhenAnIdIsIllFormed(String idExpression) throws Exception {
        new PluginJar().factory("org.example.Odd", idExpression).writeTo(plugins.resolve("odd.jar"));

        ProviderRegistry registry = open();

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry.require("host"))
                .withMessageStartingWith("expected a provider's id of lower-case letters, digits and -, found `")
                .withMessageEndingWith("` from org.example.Odd in odd.jar")
                .withMessageNotContaining("\n");
    }

    @Test
    void requireShouldListWhatWasFoundWhenTheIdIsUnknown() throws Exception {
        good();

        ProviderRegistry registry = open();

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry.require("ldap"))
                .withMessage("no provider `ldap`; found: good (good.jar), host (test-classes)");
    }

    @Test
    void requireShouldNameBrokenJarsWhenTheIdIsUnknown() throws Exception {
        Files.writeString(plugins.resolve("ldap.jar"), "cut off");

        ProviderRegistry registry = open();

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry.require("ldap"))
                .withMessageEndingWith("; it may be in a jar that cannot be used: ldap.jar (see the log)");
    }

    @Test
    void jarsShouldBeIgnoredWhenTheyAreHiddenOrNoJars() throws Exception {
        Files.writeString(plugins.resolve(".upload.jar"), "not finished");
        Files.writeString(plugins.resolve("README"), "Put plugins here.");
        Files.createDirectory(plugins.resolve("folder.jar"));

        assertThat(open().broken()).isEmpty();
    }

    @Test
    void directoryMayBeMissingWhenItIsTheDefault() {
        try (ProviderRegistry registry = ProviderRegistry.open(Optional.empty(), folder.resolve("none"))) {
            assertThat(registry.require("host").id()).isEqualTo("host");
        }
    }

    @Test
    void requireShouldFailWhenTheConfiguredDirectoryIsMissing() {
        try (ProviderRegistry registry = ProviderRegistry.open(Optional.of(folder.resolve("none")), plugins)) {
            assertThatExceptionOfType(PluginException.class)
                    .isThrownBy(() -> registry.require("host"))
                    .withMessage(folder.resolve("none") + ": no such directory");
        }
    }

    @Test
    void pluginShouldRunWithItsOwnContextClassLoader() throws Exception {
        good();
        ClassLoader own = Thread.currentThread().getContextClassLoader();

        try (IdentityProvider provider = open().require("good").create(config("good"))) {
            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.unavailable("mailcloak-plugin-good.jar"));
        }

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
    }

    @Test
    void pluginShouldUseItsOwnCopyWhenItBundlesALibraryOfTheHost() throws Exception {
        new PluginJar()
                .factory("org.example.Bundled", "com.github.benmanes.caffeine.cache.Caffeine.bundled()")
                .source(
                        "com.github.benmanes.caffeine.cache.Caffeine",
                        "public class Caffeine { public static String bundled() { return \"bundled\"; } }")
                .writeTo(plugins.resolve("bundled.jar"));

        assertThat(open().providers()).extracting(DiscoveredProvider::id).contains("bundled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.mailcloak.config.Configuration",
                "org.mailcloak.plugin.ProviderRegistry",
                "org.mailcloak.plugin.HostFactory",
                "org.snakeyaml.engine.v2.api.Load"
            })
    void pluginShouldNotSeeTheHostsInternals(String hostClass) throws Exception {
        new PluginJar()
                .factory("org.example.Curious", "look()", """
                        private static String look() {
                            try {
                                return "sees-" + Class.forName("%s").getSimpleName();
                            } catch (ClassNotFoundException e) {
                                return "isolated";
                            }
                        }
                        """.formatted(hostClass))
                .writeTo(plugins.resolve("curious.jar"));

        assertThat(open().providers()).extracting(DiscoveredProvider::id).contains("isolated");
    }

    @Test
    void pluginMayLiveBelowThePackageOfTheSpi() throws Exception {
        new PluginJar()
                .factory("org.mailcloak.idp.vendor.VendorFactory", "Names.ID")
                .source("org.mailcloak.idp.vendor.Names", "class Names { static final String ID = \"ven\" + \"dor\"; }")
                .writeTo(plugins.resolve("vendor.jar"));

        assertThat(open().require("vendor").id()).isEqualTo("vendor");
    }

    @Test
    void pluginShouldUseTheHostsSpiWhenItBundlesACopy() throws Exception {
        new PluginJar()
                .factory(
                        "org.example.Copy",
                        "LookupResult.notFound().fold(found -> \"a\", () -> \"b\", reason -> \"c\")")
                .source("org.mailcloak.idp.AccountState", "public enum AccountState { OTHER }")
                .writeTo(plugins.resolve("copy.jar"));

        assertThat(open().require("b").settings()).hasSize(1);
    }

    @Test
    void closeShouldReleaseTheJars() throws Exception {
        good();
        ProviderRegistry registry = open();
        IdentityProviderFactory factory = registry.require("good");

        registry.close();
        registry.close();

        assertThatThrownBy(() -> factory.create(config("good"))).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void jarShouldGiveAllItsProvidersWhenItHoldsSeveral() throws Exception {
        new PluginJar()
                .factory("org.example.One", "\"one\"")
                .service("org.example.Missing")
                .factory("org.example.Two", "\"two\"")
                .writeTo(plugins.resolve("several.jar"));

        ProviderRegistry registry = open();

        assertThat(registry.providers()).extracting(DiscoveredProvider::id).isEqualTo(List.of("host", "one", "two"));
        assertThat(registry.broken()).extracting(BrokenPlugin::jar).containsExactly("several.jar");
    }
}
