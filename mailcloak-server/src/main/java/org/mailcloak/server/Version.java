package org.mailcloak.server;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
final class Version implements IVersionProvider {

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "mailcloak-server " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }
}
