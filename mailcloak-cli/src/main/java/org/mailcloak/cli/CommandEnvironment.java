package org.mailcloak.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that the command touches beside its arguments and the database.
 *
 * @param out UTF-8; for results alone
 * @param err UTF-8; for messages
 * @param prompt empty where there is no terminal
 * @param defaultConfig the configuration that is read if it exists and no other is named
 */
record CommandEnvironment(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Optional<Prompt> prompt,
        Path defaultConfig) {

    private static final Path DEFAULT_CONFIG = Path.of("/etc/mailcloak/config.yaml");

    /** Those of the process. Addresses may hold any letter, so the locale has no say in the encoding. */
    static CommandEnvironment ofProcess() {
        return new CommandEnvironment(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.getenv(),
                Prompt.ofTerminal(),
                DEFAULT_CONFIG);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
