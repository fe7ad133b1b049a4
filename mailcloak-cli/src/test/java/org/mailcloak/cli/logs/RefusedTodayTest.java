package org.mailcloak.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of docs/operators/logs.md, as it stands there, on a log of its own. */
class RefusedTodayTest {

    private static final Path PAGE = Path.of("../docs/operators/logs.md");
    private static final String JOURNAL = "journalctl -u mailcloak -o cat --since today";

    private static final String LOG = """
            2026-11-21T05:36:20.001Z INFO  [main] Mailcloak 1.0.0 is ready: provider local, database /var/lib/mailcloak/state.db
            2026-11-21T05:36:23.830Z INFO  [serve-1] decision verdict=pass reason=user_owns_alias stage=RCPT client=127.0.0.1 method=PLAIN login=alice sender=sales@d1.test recipient=alice@d1.test took_us=1696 port=40110 id=00000001
            2026-11-21T05:36:23.920Z INFO  [serve-1] decision verdict=reject reason=null_sender_refused stage=RCPT client=127.0.0.1 method=PLAIN login=alice sender=<> recipient=alice@d1.test took_us=424 port=40112 id=00000002
            2026-11-21T05:36:24.920Z INFO  [serve-1] decision verdict=reject reason=recipient_unknown stage=RCPT client=192.0.2.1 sender=f@far.test recipient=nobody@d1.test took_us=424 id=00000003
            2026-11-21T05:36:25.920Z INFO  [serve-1] decision verdict=reject reason=recipient_unknown stage=RCPT queue=4Xy client=192.0.2.9 sender=f@far.test recipient=nobody@d1.test took_us=31 id=00000004
            2026-11-21T05:36:26.920Z WARN  [serve-1] decision verdict=defer reason=idp_unavailable stage=RCPT client=192.0.2.9 sender=f@far.test recipient=alice@d1.test took_us=31 detail=down id=00000005
            """;

    @Test
    void commandShouldCountRefusalsByReasonSenderAndRecipient(@TempDir Path folder)
            throws IOException, InterruptedException {
        String command = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith(JOURNAL + " | sed "))
                .findFirst()
                .orElseThrow();
        Path log = Files.writeString(folder.resolve("log"), LOG);

        Process shell = new ProcessBuilder("sh", "-c", command.replace(JOURNAL, "cat '" + log + "'"))
                .redirectErrorStream(true)
                .start();
        String counted = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(counted.lines().map(String::strip))
                .containsExactly(
                        "2 recipient_unknown f@far.test -> nobody@d1.test",
                        "1 null_sender_refused <> -> alice@d1.test");
    }
}
