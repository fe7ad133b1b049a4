package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import org.mailcloak.idp.Diagnosis;

/** A diagnosis for people and for programs. */
final class DiagnosisView {

    private DiagnosisView() {}

    /** One line {@code status<TAB>subject<TAB>finding<TAB>time}, and {@code <TAB>-> remedy} if there is something to do. */
    static void print(Diagnosis diagnosis, Output output) {
        String took = diagnosis.took().map(time -> time.toMillis() + " ms").orElse("");
        if (diagnosis.remedy().isEmpty()) {
            output.line(status(diagnosis), diagnosis.subject(), diagnosis.finding(), took);
        } else {
            output.line(status(diagnosis), diagnosis.subject(), diagnosis.finding(), took, "-> " + diagnosis.remedy());
        }
    }

    static JsonObjectBuilder json(Diagnosis diagnosis) {
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("subject", diagnosis.subject())
                .add("status", status(diagnosis))
                .add("finding", diagnosis.finding());
        if (diagnosis.remedy().isEmpty()) {
            object.addNull("remedy");
        } else {
            object.add("remedy", diagnosis.remedy());
        }
        return diagnosis
                .took()
                .map(time -> object.add("took_ms", time.toMillis()))
                .orElseGet(() -> object.addNull("took_ms"));
    }

    private static String status(Diagnosis diagnosis) {
        return diagnosis.status().name().toLowerCase(Locale.ROOT);
    }
}
