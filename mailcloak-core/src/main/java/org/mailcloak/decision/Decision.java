package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a {@link PolicyQuery}.
 *
 * @param reason what decided; it carries the verdict and the reply
 * @param detail what went wrong with a source that could not be asked: one line for the log, never for the client
 */
public record Decision(Reason reason, Optional<String> detail) {

    public Decision {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
    }

    private static final Map<Reason, Decision> WITHOUT_DETAIL = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            WITHOUT_DETAIL.put(reason, new Decision(reason, Optional.empty()));
        }
    }

    static Decision of(Reason reason) {
        return requireNonNull(WITHOUT_DETAIL.get(reason));
    }

    static Decision of(Reason reason, String detail) {
        return new Decision(reason, Optional.of(detail));
    }

    public Verdict verdict() {
        return reason.verdict();
    }
}
