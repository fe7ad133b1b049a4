package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesCommandTest {

    private static final String HASH = "0123456789ABCDEF".repeat(4);
    private static final String KEY = HASH.replaceAll("(..)(?!$)", "$1:");

    @TempDir
    Path folder;

    private Ctl ctl;

    @BeforeEach
    void fillDatabase() {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "(stdin)= %s", "pubkey_fingerprint=%s"})
    void addShouldTakeTheFingerprintInEveryForm(String form) {
        for (String text : new String[] {HASH, HASH.toLowerCase(Locale.ROOT), KEY}) {
            Ctl.Outcome outcome = ctl.run("certificates", "add", form.formatted(text), "--login", "alice");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(ctl.run("certificates", "list").out()).isEqualTo(KEY + "\talice\tenabled\t\n");
        }
    }

    @Test
    void addShouldTakeTheLoginOfAnApplicationAndALabel() {
        Ctl.Outcome outcome = ctl.run("certificates", "add", HASH, "--login", "app1", "--label", "printer, 2nd floor");

        assertThat(outcome.complaints()).isEmpty();
        assertThat(ctl.run("certificates", "list", "--output", "json").out())
                .isEqualToIgnoringWhitespace("[{\"fingerprint\": \"" + KEY
                        + "\", \"login\": \"app1\", \"enabled\": true, \"label\": \"printer, 2nd floor\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, alice, 1, no digest that Postfix knows",
        "SHA256 Fingerprint=AB:CD, alice, 1, whole certificate",
        "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF, nosuch, 1, logs in by this name",
        "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF, 'a,b', 1, name each login by itself"
    })
    void addShouldBeRefusedWithTheReason(String fingerprint, String login, int exitCode, String reason) {
        Ctl.Outcome outcome = ctl.run("certificates", "add", fingerprint, "--login", login);

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(reason);
        assertThat(ctl.run("certificates", "list").out()).isEmpty();
    }

    @Test
    void addShouldNotGiveAKeyOfOneLoginToAnotherUnlessForced() {
        ctl.run("certificates", "add", HASH, "--login", "alice");

        assertThat(ctl.run("certificates", "add", KEY, "--login", "bob").err()).contains("stands for alice already");
        assertThat(ctl.run("certificates", "list").out()).contains("\talice\t");
        ctl.run("certificates", "add", KEY, "--login", "bob", "--force");
        assertThat(ctl.run("certificates", "list").out()).isEqualTo(KEY + "\tbob\tenabled\t\n");
    }

    @Test
    void addShouldWarnOfADigestThatIsNotSha256() {
        assertThat(ctl.run("certificates", "add", "ab".repeat(20), "--login", "alice")
                        .complaints())
                .contains("this is no SHA-256", "smtpd_tls_fingerprint_digest");
    }

    @Test
    void disableAndEnableShouldTakeTheFingerprintInAnyForm() {
        ctl.run("certificates", "add", KEY, "--login", "alice");

        ctl.run("certificates", "disable", HASH);
        assertThat(ctl.run("certificates", "list").out()).contains("\tdisabled\t");
        ctl.run("certificates", "enable", HASH.toLowerCase(Locale.ROOT));
        assertThat(ctl.run("certificates", "list").out()).contains("\tenabled\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"del", "enable", "disable"})
    void changeShouldBeRefusedWhenThereIsNoSuchCertificate(String command) {
        assertThat(ctl.run("certificates", command, HASH))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Certificate " + KEY + " does not exist\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"add --login alice", "add AB --file x.pem --login alice", "del", "del AB --file x.pem"})
    void eitherAFingerprintOrAFileShouldBeGiven(String line) {
        Ctl.Outcome outcome = ctl.run(("certificates " + line).split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("give either a fingerprint or --file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileShouldGiveTheDigestOfItsPublicKeyInPemAndDer(boolean pem) throws Exception {
        Certificate certificate = certificate();
        byte[] der = certificate.getEncoded();
        String text = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n";
        Path file = Files.write(folder.resolve("cert"), pem ? text.getBytes(StandardCharsets.US_ASCII) : der);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());

        Ctl.Outcome added = ctl.run("certificates", "add", "--file", file.toString(), "--login", "alice");

        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(ctl.run("certificates", "list").out())
                .startsWith(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest) + "\t");
        assertThat(ctl.run("certificates", "del", "--file", file.toString()).exitCode())
                .isZero();
        assertThat(ctl.run("certificates", "list").out()).isEmpty();
    }

    @Test
    void fileShouldBeRefusedByNameWhenItIsMissingOrNoCertificate() throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\n");

        assertThat(ctl.run("certificates", "add", "--file", folder + "/no.pem", "--login", "alice")
                        .err())
                .startsWith("mailcloakctl: --file " + folder + "/no.pem cannot be read");
        assertThat(ctl.run("certificates", "add", "--file", file.toString(), "--login", "alice")
                        .err())
                .startsWith("mailcloakctl: --file " + file + ": expected one X.509 certificate");
    }

    /** Of a key that keytool makes. */
    private Certificate certificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "printer",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=printer",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return KeyStore.getInstance(store.toFile(), "changeit".toCharArray()).getCertificate("printer");
    }
}
