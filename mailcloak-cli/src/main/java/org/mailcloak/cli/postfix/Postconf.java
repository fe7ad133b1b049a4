package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mailcloak.cli.mailserver.ConfigurationProgram;

/**
 * Runs postconf(1), which only reads.
 *
 * @param folder the configuration directory
 */
record Postconf(Path folder) {

    PostfixSettings settings() {
        return PostfixSettings.parse(run(), run("-x"), run("-n"), run("-M"), run("-P"));
    }

    private String run(String... options) {
        List<String> command = new ArrayList<>(List.of("postconf", "-c", folder.toString()));
        command.addAll(List.of(options));
        // What it has to say on standard error is about files that it did not find, which the checks find too.
        return ConfigurationProgram.output(command);
    }
}
