package org.mailcloak.e2e.slapd;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.mailcloak.e2e.env.RealServers;

/** Marks tests that need a real OpenLDAP server. Each class starts its own: that takes a fraction of a second. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealLdap.Condition.class)
public @interface RealLdap {

    /** Without the program the tests are skipped; with {@code MAILCLOAK_E2E=required} they run, and fail, all the same. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Slapd.PROGRAM.toFile().canExecute() || RealServers.areRequired()) {
                return ConditionEvaluationResult.enabled("real OpenLDAP");
            }
            String reason = "Skipped, for want of " + Slapd.PROGRAM + "; .ci/run installs what is needed";
            context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(reason, key -> {
                System.out.println("Tests with the real OpenLDAP: " + key);
                return key;
            });
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
