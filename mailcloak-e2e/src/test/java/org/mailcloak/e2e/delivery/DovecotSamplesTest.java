package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.e2e.env.Checkout;

/** No sample for Dovecot lets a login pass that nobody confirmed, not even with its comment signs taken away. */
class DovecotSamplesTest {

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.samples())) {
            return files.filter(file -> file.getFileName().toString().startsWith("dovecot")).sorted().toList().stream();
        }
    }

    static Stream<Path> oauth2Samples() throws IOException {
        return samples().filter(file -> file.getFileName().toString().startsWith("dovecot-oauth2"));
    }

    /** Settings, those in comments too; prose has no {@code =} behind its first word. */
    private static List<String> settings(Path sample) throws IOException {
        return Files.readAllLines(sample).stream()
                .map(line -> line.replaceFirst("^#", "").strip())
                .filter(line -> line.matches("[\\w:]+ = .*|\\w+( \\S+)? \\{|\\}"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noPassdbShouldLetALoginPassWithoutAPassword(Path sample) throws IOException {
        String text = String.join("\n", settings(sample));

        assertThat(text).isNotEmpty().doesNotContain("nopassword", "passdb static", "passdb_driver = static");
        assertThat(text).doesNotContain("passdb {\ndriver = static");
    }

    @Test
    void oauth2PassdbShouldEndTheLoginWhenATokenIsRefusedOrCannotBeVerified() throws IOException {
        String text = String.join("\n", settings(Checkout.samples().resolve("dovecot-2.3.conf")));

        assertThat(text)
                .containsPattern("passdb \\{\ndriver = oauth2\n[^}]*"
                        + "result_failure = return-fail\nresult_internalfail = return-fail\n\\}");
    }

    @ParameterizedTest
    @MethodSource("oauth2Samples")
    void everyTokenShouldBeShownToTheProvider(Path sample) throws IOException {
        assertThat(settings(sample))
                .contains(
                        "introspection_mode = post",
                        "force_introspection = yes",
                        "active_attribute = active",
                        "active_value = true",
                        "client_id = CLIENT",
                        "client_secret = SECRET")
                .noneMatch(line -> line.startsWith("local_validation") || line.startsWith("tokeninfo_url"));
    }
}
