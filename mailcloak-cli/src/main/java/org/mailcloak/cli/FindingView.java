package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.mailcloak.cli.mailserver.Finding;

/** What is wrong with a mail server's configuration, for people and for programs. */
final class FindingView {

    private FindingView() {}

    /** @return the exit code: refused if mail is harmed */
    static int print(CommandContext session, OutputFormat form, List<Finding> findings) {
        session.output().list(form, findings, finding -> print(finding, session.output()), FindingView::json);
        return findings.stream().anyMatch(Finding::isHarm) ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private static void print(Finding finding, Output output) {
        output.line(severity(finding), finding.place(), finding.finding(), "-> " + finding.remedy());
    }

    private static JsonObjectBuilder json(Finding finding) {
        return Json.createObjectBuilder()
                .add("severity", severity(finding))
                .add("place", finding.place())
                .add("finding", finding.finding())
                .add("remedy", finding.remedy());
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
