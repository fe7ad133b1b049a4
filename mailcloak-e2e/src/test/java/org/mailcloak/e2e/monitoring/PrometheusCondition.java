package org.mailcloak.e2e.monitoring;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.RealServers;

/** Without Prometheus the tests are skipped and say so; with {@code MAILCLOAK_E2E=required} they run, and fail, all the same. */
final class PrometheusCondition implements ExecutionCondition {

    private static final List<String> PROGRAMS = List.of("prometheus", "promtool");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean there = PROGRAMS.stream().allMatch(RealServers::isOnPath) && Checkout.built();
        if (there || RealServers.areRequired()) {
            return ConditionEvaluationResult.enabled("real Prometheus");
        }
        String reason = "Skipped, for want of Prometheus or the bundled jars; .ci/run installs what is needed";
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(reason, key -> {
            System.out.println("Tests with the real Prometheus: " + key);
            return key;
        });
        return ConditionEvaluationResult.disabled(reason);
    }
}
