package org.mailcloak.bench.compare.result;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the trials found. Progress is printed at once, the tables come at the end. */
public final class Report {

    private final PrintWriter progress;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Table figures = new Table("figure", "value", "wanted");
    private boolean anyFigure;

    public Report(PrintWriter progress) {
        this.progress = progress;
    }

    /** Prints a line for the operator who watches. */
    public void tell(String format, Object... arguments) {
        progress.println(String.format(Locale.ROOT, format, arguments));
        progress.flush();
    }

    public void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** @param wanted what the project asks for; may be empty */
    public void figure(String name, String wanted, String format, Object... arguments) {
        String value = String.format(Locale.ROOT, format, arguments);
        tell("%s: %s", name, value);
        figures.add(name, value, wanted);
        anyFigure = true;
    }

    @Override
    public String toString() {
        return (outcomes.isEmpty() ? "" : Table.of(outcomes) + "\n") + (anyFigure ? figures : "");
    }
}
