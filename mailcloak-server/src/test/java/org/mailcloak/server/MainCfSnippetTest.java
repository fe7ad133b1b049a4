package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailcloak.config.EmbeddedConfiguration;

class MainCfSnippetTest {

    private static final Path QUEUE = Path.of("/var/spool/postfix");

    @Test
    void pathsShouldBeRelativeWhenTheSocketsLieInTheQueueDirectory() {
        List<String> lines = MainCfSnippet.of(EmbeddedConfiguration.in(QUEUE.resolve("mailcloak")), QUEUE);

        assertThat(lines)
                .contains(
                        "    check_policy_service unix:mailcloak/policy.sock,",
                        "virtual_alias_maps = socketmap:unix:mailcloak/socketmap.sock:alias")
                .noneMatch(line -> line.contains("unix:/"));
    }

    @Test
    void linesShouldSayWhichSocketsAChrootedPostfixDoesNotReach() {
        List<String> lines = MainCfSnippet.of(EmbeddedConfiguration.in(Path.of("/home/joe/mailcloak-data")), QUEUE);

        assertThat(lines)
                .first()
                .isEqualTo("# NOT below Postfix's queue directory /var/spool/postfix:"
                        + " unix:/home/joe/mailcloak-data/policy.sock, unix:/home/joe/mailcloak-data/socketmap.sock");
        assertThat(lines).contains("    check_policy_service unix:/home/joe/mailcloak-data/policy.sock,");
    }
}
