package org.mailcloak.e2e.env;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A private authority, and the certificate of one server that it signed: {@code ca.pem}, {@code cert.pem}, {@code key.pem}. */
public record CertificateAuthority(Path folder) {

    /** @param names subject alternative names as OpenSSL writes them, such as {@code DNS:localhost,IP:127.0.0.1} */
    public static CertificateAuthority make(Sandbox sandbox, String names) {
        Path folder = sandbox.directory("ca", "root", "rwxr-xr-x");
        sandbox.file("ca/names", "subjectAltName=" + names + "\n");
        CertificateAuthority authority = new CertificateAuthority(folder);
        Command openssl = sandbox.command(Duration.ofSeconds(60));
        authority.run(
                openssl, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        authority.run(openssl, "req -newkey rsa:2048 -nodes -subj /CN=server -keyout key.pem -out request.pem");
        authority.run(
                openssl,
                "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem");
        return authority;
    }

    private void run(Command openssl, String arguments) {
        openssl.runOrFail(List.of("sh", "-c", "cd \"$0\" && exec openssl " + arguments, folder.toString()));
    }

    public Path certificate() {
        return folder.resolve("ca.pem");
    }
}
