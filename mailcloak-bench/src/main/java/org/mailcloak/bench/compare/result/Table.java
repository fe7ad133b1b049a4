package org.mailcloak.bench.compare.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of text as a Markdown table whose columns line up in a terminal too. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** The comparisons' medians, and their ratios to the base of each. */
    static Table of(List<Outcome> outcomes) {
        Table table = new Table(
                "load",
                "server",
                "req/s",
                "p50 us",
                "p99 us",
                "CPU us/req",
                "others %",
                "req/s ratio",
                "p99 ratio",
                "wanted");
        for (Outcome outcome : outcomes) {
            for (String contender : outcome.contenders()) {
                boolean base = contender.equals(outcome.base());
                table.add(
                        outcome.comparison(),
                        contender,
                        number("%.0f", outcome.median(contender, Measurement::rate)),
                        number("%.0f", outcome.median(contender, Measurement::p50)),
                        number("%.0f", outcome.median(contender, Measurement::p99)),
                        number("%.1f", outcome.median(contender, Measurement::processor)),
                        number("%.0f", outcome.median(contender, run -> run.others() * 100)),
                        base ? "" : number("%.2f", outcome.ratio(contender, Measurement::rate)),
                        base ? "" : number("%.2f", outcome.ratio(contender, Measurement::p99)),
                        base ? "" : outcome.wanted());
            }
        }
        return table;
    }

    Table add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of "
                    + rows.get(0).size());
        }
        rows.add(List.of(cells));
        return this;
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < columns; i++) {
                out.append("| ").append(padded(rows.get(r).get(i), widths[i])).append(' ');
            }
            out.append("|\n");
            if (r == 0) {
                for (int width : widths) {
                    out.append('|').append("-".repeat(width + 2));
                }
                out.append("|\n");
            }
        }
        return out.toString();
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
