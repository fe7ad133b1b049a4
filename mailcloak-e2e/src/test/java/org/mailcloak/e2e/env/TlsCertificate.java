package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for Postfix and Dovecot, and a client's trust in it and nothing else. */
public record TlsCertificate(Path certificate, Path key) {

    public static TlsCertificate make(Sandbox sandbox, String host) {
        Path folder = sandbox.directory("tls", "root", "rwxr-xr-x");
        TlsCertificate made = new TlsCertificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        sandbox.command(Duration.ofSeconds(30))
                .runOrFail(List.of(("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + host + " -keyout "
                                + made.key + " -out " + made.certificate)
                        .split(" ")));
        return made;
    }

    public SSLContext trust() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
