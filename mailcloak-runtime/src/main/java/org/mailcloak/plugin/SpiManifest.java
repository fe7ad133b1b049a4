package org.mailcloak.plugin;

import java.io.IOException;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.IdentityProviderFactory;

/**
 * The line of a plugin's manifest that says for which version of the SPI it was built. Without it, a plugin for another
 * version would fail at the first method that changed, in the middle of a look-up.
 */
final class SpiManifest {

    /** The name of the line. */
    static final String NAME = "Mailcloak-Spi";

    private SpiManifest() {}

    /**
     * Returns what is wrong with the line; empty if the plugin is for this server's version.
     *
     * @throws IOException if the manifest cannot be read
     */
    static Optional<String> problem(JarFile jar) throws IOException {
        @Nullable Manifest manifest = jar.getManifest();
        @Nullable
        String version = manifest == null ? null : manifest.getMainAttributes().getValue(NAME);
        String own = String.valueOf(IdentityProviderFactory.SPI_VERSION);
        if (version == null) {
            return Optional.of("its manifest has no line " + NAME + ": expected " + NAME + ": " + own
                    + "; build the plugin against mailcloak-spi of this server and add the line");
        }
        return version.strip().equals(own)
                ? Optional.empty()
                : Optional.of("it was built for another version of the SPI: expected " + NAME + ": " + own + ", found "
                        + printable(version) + "; use a release of the plugin for this server");
    }

    private static String printable(String version) {
        String text = version.strip().replaceAll("\\p{Cntrl}", "?");
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
