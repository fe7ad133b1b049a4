package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** The contract must fail for factories that are wrong. */
class IdentityProviderFactoryContractTest {

    private record Factory(String id, List<Setting> settings) implements IdentityProviderFactory {

        static Factory with(Setting... settings) {
            return new Factory("wrong", List.of(settings));
        }

        @Override
        public IdentityProvider create(ProviderConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private static Setting setting(String key, String description) {
        return Setting.optional(key, Setting.Kind.TEXT, description);
    }

    static Stream<Arguments> faults() {
        Setting fine = setting("base_url", "Where it is.");
        Consumer<IdentityProviderFactoryContract> keys =
                IdentityProviderFactoryContract::settingKeysShouldBeUniqueAndNotTheHostsOwnWhenListed;
        return Stream.of(
                fault(
                        "no service file names it",
                        Factory.with(),
                        IdentityProviderFactoryContract::factoryShouldBeFoundOnceWhenServiceLoaderLooks),
                fault(
                        "its id has a capital letter",
                        new Factory("Wrong", List.of()),
                        IdentityProviderFactoryContract::idShouldBeLowerCaseLettersDigitsAndHyphensWhenAsked),
                fault("two settings have one key", Factory.with(fine, fine), keys),
                fault("a setting is the host's", Factory.with(fine, setting("mirror", "All in memory.")), keys),
                fault("a key has a hyphen", Factory.with(setting("base-url", "Where it is.")), keys),
                fault(
                        "a setting is not described",
                        Factory.with(fine, setting("realm", " ")),
                        IdentityProviderFactoryContract::settingsShouldTellPeopleWhatTheyAreForWhenListed));
    }

    private static Arguments fault(
            String name, IdentityProviderFactory factory, Consumer<IdentityProviderFactoryContract> test) {
        return Arguments.of(Named.of(name, factory), test);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contractShouldFailWhenFactoryIsWrong(
            IdentityProviderFactory factory, Consumer<IdentityProviderFactoryContract> test) {
        IdentityProviderFactoryContract contract = () -> factory;

        assertThatThrownBy(() -> test.accept(contract)).isInstanceOf(AssertionError.class);
    }
}
