package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that was examined about a provider, for people who set it up.
 *
 * @param subject what was examined, in a few words, such as {@code role view-users}
 * @param status how it is
 * @param finding what was found, in one line without secrets
 * @param remedy what to do about it, naming the exact role, setting or command; empty if nothing is to be done
 * @param took how long the call took; empty if none was made
 */
public record Diagnosis(String subject, Status status, String finding, String remedy, Optional<Duration> took) {

    /** How a thing is. */
    public enum Status {
        OK,
        /** It works, and the operator should know of it. */
        WARNING,
        /** The provider cannot answer, or answers wrongly, until this is fixed. */
        FAILED,
        /** It could not be examined because something before it failed. */
        SKIPPED
    }

    public Diagnosis {
        requireNonNull(status, "status");
        requireNonNull(took, "took");
        if (subject.isBlank() || finding.isBlank()) {
            throw new IllegalArgumentException("A diagnosis needs a subject and a finding");
        }
        if (finding.indexOf('\n') >= 0 || remedy.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Finding and remedy are one line each");
        }
    }

    public static Diagnosis ok(String subject, String finding, Duration took) {
        return new Diagnosis(subject, Status.OK, finding, "", Optional.of(took));
    }

    public static Diagnosis ok(String subject, String finding) {
        return new Diagnosis(subject, Status.OK, finding, "", Optional.empty());
    }

    public static Diagnosis warning(String subject, String finding, String remedy) {
        return new Diagnosis(subject, Status.WARNING, finding, remedy, Optional.empty());
    }

    public static Diagnosis failed(String subject, String finding, String remedy) {
        return new Diagnosis(subject, Status.FAILED, finding, remedy, Optional.empty());
    }

    public static Diagnosis skipped(String subject, String finding) {
        return new Diagnosis(subject, Status.SKIPPED, finding, "", Optional.empty());
    }
}
