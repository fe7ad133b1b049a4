package org.mailcloak.cli;

import picocli.CommandLine.Option;

/** {@code --output}, for the commands that print results. */
final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Form form = Form.TEXT;

    Form form() {
        return form;
    }
}
