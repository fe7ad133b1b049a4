package org.mailcloak.http;

import static java.util.Objects.requireNonNullElse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.mailcloak.file.RegularFile;
import org.mailcloak.idp.ProviderConfigException;

/**
 * Whom a TLS client trusts: the authorities of a PEM file and no others, or those of the Java runtime. For every protocol;
 * needs none of the libraries of the HTTP client.
 */
public final class TrustedCertificates {

    /** Some times what the authorities of a Linux distribution take together. */
    private static final int MAX_BYTES = 2 << 20;

    private TrustedCertificates() {}

    /**
     * A context that trusts those and has no certificate of its own.
     *
     * @param caFile certificates in PEM; empty: the runtime's
     * @throws ProviderConfigException if the file cannot be read or holds no certificate
     */
    public static SSLContext context(Optional<Path> caFile) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            // Without a key store of its own, the factory takes the runtime's.
            trust.init(caFile.isPresent() ? keyStore(caFile.get()) : null);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ProviderConfigException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore keyStore(Path file) throws GeneralSecurityException {
        Collection<? extends Certificate> certificates = read(file);
        if (certificates.isEmpty()) {
            throw new ProviderConfigException("ca_file: expected certificates in PEM, found none in " + file);
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            return store;
        } catch (IOException e) {
            throw new ProviderConfigException("ca_file: " + file + " cannot be used", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try {
            byte[] pem = RegularFile.read(file, MAX_BYTES);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        } catch (FileSystemException e) {
            throw new ProviderConfigException(
                    "ca_file: expected a readable file with certificates in PEM, found " + file + " ("
                            + requireNonNullElse(e.getReason(), e.getClass().getSimpleName()) + ")",
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw new ProviderConfigException(
                    "ca_file: expected a readable file with certificates in PEM, found " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
