package org.mailcloak.e2e.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.RealServers;
import org.mailcloak.e2e.env.Sandbox;

/** Skips the tests where root, mount namespaces or the jars are missing, unless {@code MAILCLOAK_E2E=required}. */
final class AsRootExtension implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (RealServers.areRequired() || (Checkout.built() && canHaveUsersOfItsOwn())) {
            return ConditionEvaluationResult.enabled("root, and users of its own");
        }
        return ConditionEvaluationResult.disabled(
                "Skipped, for want of root, of mount namespaces or of the bundled jars");
    }

    private static boolean canHaveUsersOfItsOwn() {
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        try (Sandbox sandbox = new Sandbox()) {
            return sandbox.command(Duration.ofSeconds(10))
                            .run("", List.of("unshare", "--mount", "true"))
                            .exitCode()
                    == 0;
        }
    }
}
