package org.mailcloak.e2e.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * Starts the mail system once for all tests of a run and stops it after the last one. Without what that needs the tests are
 * skipped and say why; with {@code MAILCLOAK_E2E=required} in the environment they run, and fail, all the same.
 */
final class MailSystemExtension implements ExecutionCondition, ParameterResolver {

    private static final List<String> PROGRAMS = List.of("postfix", "dovecot");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = missing();
        if (missing.isEmpty() || RealServers.areRequired()) {
            return ConditionEvaluationResult.enabled("real mail system");
        }
        String reason = "Skipped, for want of " + String.join(", ", missing) + "; .ci/run installs what is needed";
        // Surefire does not print reasons; one line for all test classes is enough.
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(reason, key -> {
            System.out.println("Tests with the real mail system: " + key);
            return key;
        });
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MailSystem.class;
    }

    @Override
    public MailSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(
                        "mail system with " + tables(context), key -> Shared.start(tables(context)), Shared.class)
                .systemOrThrow();
    }

    /** A test class in another may be inherited: the outermost context tells. */
    private static Tables tables(ExtensionContext context) {
        Tables found = context.getTestClass()
                .map(test -> test.getAnnotation(RealMail.class))
                .map(RealMail::value)
                .orElse(Tables.SQL);
        return context.getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .map(MailSystemExtension::tables)
                .orElse(found);
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!runsAsRoot()) {
            missing.add("root (Postfix and Dovecot start as root)");
        }
        for (String program : PROGRAMS) {
            if (!RealServers.isOnPath(program)) {
                missing.add("the program " + program);
            }
        }
        if (!Checkout.built()) {
            missing.add("the bundled jars (mvn package)");
        }
        return missing;
    }

    private static boolean runsAsRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedOperationException e) {
            // No Unix: no root either.
            return false;
        }
    }

    /**
     * The one mail system, or why it did not start: every test tells that, but only the first one tries. JUnit closes it at
     * the end of the run.
     */
    private record Shared(Optional<MailSystem> system, Optional<RuntimeException> failure) implements AutoCloseable {

        static Shared start(Tables tables) {
            try {
                if (!missing().isEmpty()) {
                    throw new IllegalStateException("required, but there is no " + String.join(", no ", missing()));
                }
                return new Shared(Optional.of(MailSystem.start(tables)), Optional.empty());
            } catch (RuntimeException e) {
                return new Shared(Optional.empty(), Optional.of(e));
            }
        }

        MailSystem systemOrThrow() {
            return system.orElseThrow(
                    () -> new IllegalStateException("the mail system did not start", failure.orElseThrow()));
        }

        @Override
        public void close() {
            system.ifPresent(MailSystem::close);
        }
    }
}
