package org.mailcloak.e2e.keycloak;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.RealServers;

/**
 * Starts Keycloak once for all tests of a run. Without the distribution, which the build fetches if {@code MAILCLOAK_E2E}
 * is set, the tests are skipped; with {@code MAILCLOAK_E2E=required} they run, and fail, all the same.
 */
final class KeycloakExtension implements ExecutionCondition, ParameterResolver {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Checkout.keycloak().isPresent() || RealServers.areRequired()) {
            return ConditionEvaluationResult.enabled("real Keycloak");
        }
        String reason = "Skipped, for want of Keycloak; the build fetches it if MAILCLOAK_E2E is set";
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(reason, key -> {
            System.out.println("Tests with the real Keycloak: " + key);
            return key;
        });
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeycloakServer.class;
    }

    @Override
    public KeycloakServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .serverOrThrow();
    }

    /** The one server, or why it did not start: every test tells that, but only the first one tries. */
    private record Shared(Optional<KeycloakServer> server, Optional<RuntimeException> failure)
            implements AutoCloseable {

        static Shared start() {
            try {
                return new Shared(Optional.of(KeycloakServer.started()), Optional.empty());
            } catch (RuntimeException e) {
                return new Shared(Optional.empty(), Optional.of(e));
            }
        }

        KeycloakServer serverOrThrow() {
            return server.orElseThrow(() -> new IllegalStateException("Keycloak did not start", failure.orElseThrow()));
        }

        @Override
        public void close() {
            server.ifPresent(KeycloakServer::close);
        }
    }
}
