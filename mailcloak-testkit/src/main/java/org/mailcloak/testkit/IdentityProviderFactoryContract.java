package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.Setting;

/** What every {@link IdentityProviderFactory} must do, so that the host finds it and can check its settings. */
public interface IdentityProviderFactoryContract {

    IdentityProviderFactory factory();

    @Test
    default void factoryShouldBeFoundOnceWhenServiceLoaderLooks() {
        assertThat(ServiceLoader.load(IdentityProviderFactory.class).stream()
                        .filter(provider -> provider.type().equals(factory().getClass())))
                .as(
                        "META-INF/services/%s names %s",
                        IdentityProviderFactory.class.getName(), factory().getClass())
                .hasSize(1);
    }

    @Test
    default void idShouldBeLowerCaseLettersDigitsAndHyphensWhenAsked() {
        assertThat(factory().id()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    default void loginTtlShouldNotBeNegativeWhenAsked() {
        assertThat(factory().loginTtl().orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    default void settingKeysShouldBeUniqueAndNotTheHostsOwnWhenListed() {
        List<String> keys = factory().settings().stream().map(Setting::key).toList();

        assertThat(keys)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Set.of(
                        "cache_ttl_seconds",
                        "login_ttl_seconds",
                        "negative_ttl_seconds",
                        "stale_ttl_seconds",
                        "mirror",
                        "mirror_scan_seconds"))
                .allMatch(key -> key.matches("[a-z][a-z0-9_]*"));
    }

    @Test
    default void settingsShouldTellPeopleWhatTheyAreForWhenListed() {
        assertThat(factory().settings())
                .allSatisfy(setting -> assertThat(setting.description()).isNotBlank());
    }
}
