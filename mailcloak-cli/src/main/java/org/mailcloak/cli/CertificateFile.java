package org.mailcloak.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import org.mailcloak.store.Certificate;

/** Reads an X.509 certificate, PEM or DER. */
final class CertificateFile {

    private CertificateFile() {}

    /** The SHA-256 of its public key as DER, which Postfix calls {@code ccert_pubkey_fingerprint}. */
    static String fingerprint(Path file) {
        byte[] key = publicKey(file);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return Certificate.normalForm(HexFormat.of().formatHex(digest)).orElseThrow();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] publicKey(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getEncoded();
        } catch (IOException e) {
            throw CommandException.refused("--file " + file + " cannot be read: " + e);
        } catch (CertificateException e) {
            throw CommandException.refused(
                    "--file " + file + ": expected one X.509 certificate in PEM or DER: " + e.getMessage());
        }
    }
}
