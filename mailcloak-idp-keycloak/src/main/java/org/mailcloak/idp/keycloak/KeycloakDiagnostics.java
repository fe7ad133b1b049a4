package org.mailcloak.idp.keycloak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;

/** What people who set Keycloak up want to know first: reach, credentials, permission, attributes. */
final class KeycloakDiagnostics {

    private final KeycloakSettings settings;
    private final KeycloakApiClient api;
    private final List<Diagnosis> found = new ArrayList<>();

    KeycloakDiagnostics(KeycloakSettings settings, KeycloakApiClient api) {
        this.settings = settings;
        this.api = api;
    }

    /** A step of the examination. */
    private interface Step {
        void run() throws KeycloakUnavailableException;
    }

    /** Steps that need an earlier one which failed are left out. */
    List<Diagnosis> examine() {
        boolean loggedIn = passes(
                "login of the service account",
                api::logIn,
                "realm " + settings.realm() + ", client " + settings.clientId(),
                "check base_url, ca_file, realm, client_id and client_secret; the client needs client authentication and"
                        + " service account roles");
        boolean sees = loggedIn
                && passes(
                        "role view-users",
                        api::confirmView,
                        "granted",
                        "client " + settings.clientId()
                                + ", Service account roles: assign view-users of the client realm-management");
        if (sees) {
            passes("user profile", this::examineProfile, "read", "see the finding");
        }
        return List.copyOf(found);
    }

    private boolean passes(String subject, Step step, String finding, String remedy) {
        long begin = System.nanoTime();
        try {
            step.run();
            found.add(Diagnosis.ok(subject, finding, Duration.ofNanos(System.nanoTime() - begin)));
            return true;
        } catch (KeycloakUnavailableException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            String best = e.failure().map(failure -> failure.remedy("base_url")).orElse(remedy);
            found.add(new Diagnosis(subject, Status.FAILED, e.reason(), best, Optional.of(took)));
            return false;
        }
    }

    private void examineProfile() throws KeycloakUnavailableException {
        UserProfile profile = api.userProfile();
        for (String attribute : settings.rules().names()) {
            found.add(attribute(profile, attribute));
        }
        if (profile.isEditableByUser("email") && !settings.verifiedOnly()) {
            found.add(Diagnosis.warning(
                    "attribute email",
                    "users may change their own address to that of any account, and receive and send with it at once",
                    "set require_verified_email: true, or let only admins edit email (Realm settings, User profile)"));
        }
    }

    private static Diagnosis attribute(UserProfile profile, String attribute) {
        String subject = "attribute " + attribute;
        if (!profile.shows(attribute)) {
            return Diagnosis.failed(
                    subject,
                    "the realm does not show it: it is not declared",
                    "declare " + attribute + " with edit permission for admins only (Realm settings, User profile)");
        }
        if (profile.isEditableByUser(attribute)) {
            return Diagnosis.failed(
                    subject,
                    "users may change it themselves",
                    "let only admins edit " + attribute + " (Realm settings, User profile)");
        }
        return Diagnosis.ok(subject, "shown, and changed by admins only");
    }
}
