package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;

class ClassLoaderBoundProviderTest {

    @Test
    void wrapperShouldPassOnEveryMethodOfTheSpiThoseWithADefaultToo() {
        assertThat(notOverridden(IdentityProvider.class, ClassLoaderBoundProvider.class))
                .isEmpty();
        assertThat(notOverridden(IdentityProviderFactory.class, ClassLoaderBoundFactory.class))
                .isEmpty();
    }

    private static List<String> notOverridden(Class<?> spi, Class<?> wrapper) {
        return Arrays.stream(spi.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> Arrays.stream(wrapper.getDeclaredMethods()).noneMatch(own -> isSame(own, method)))
                .map(Method::getName)
                .toList();
    }

    private static boolean isSame(Method own, Method method) {
        return own.getName().equals(method.getName())
                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes());
    }
}
