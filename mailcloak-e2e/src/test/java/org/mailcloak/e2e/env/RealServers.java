package org.mailcloak.e2e.env;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether the tests with real servers may be skipped where a server is missing. */
public final class RealServers {

    private RealServers() {}

    /** Returns whether they run, and fail, even so: {@code MAILCLOAK_E2E=required} in the environment. */
    public static boolean areRequired() {
        return "required".equals(System.getenv("MAILCLOAK_E2E"));
    }

    /** Returns whether PATH has the program. */
    public static boolean isOnPath(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
