package org.mailcloak.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.server.http.PageContent;

class HealthTest {

    private static String text(PageContent content) {
        return StandardCharsets.UTF_8.decode(content.body()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  200, ready,     ok,      ok,      ok",
        "true,  true,  false, 200, ready,     ok,      ok,      failing",
        "true,  false, true,  503, not_ready, ok,      failing, ok",
        "false, true,  true,  503, not_ready, failing, ok,      ok",
        "false, false, false, 503, not_ready, failing, failing, failing"
    })
    void readyShouldNeedSocketsAndDatabaseButNotTheProvider(
            boolean serving,
            boolean database,
            boolean provider,
            int status,
            String summary,
            String sockets,
            String store,
            String idp) {
        PageContent content = new Health(() -> true, () -> serving, () -> database, () -> provider).ready();

        assertThat(content.status()).isEqualTo(status);
        assertThat(content.mediaType()).isEqualTo("application/json");
        assertThat(text(content))
                .isEqualTo("{\"status\":\"%s\",\"sockets\":\"%s\",\"database\":\"%s\",\"provider\":\"%s\"}\n"
                        .formatted(summary, sockets, store, idp));
    }

    @Test
    void liveShouldAnswerWhateverElseFails() {
        PageContent content = new Health(() -> true, () -> false, () -> false, () -> false).live();

        assertThat(content.status()).isEqualTo(200);
        assertThat(text(content)).isEqualTo("{\"status\":\"live\"}\n");
    }

    @Test
    void liveShouldFailWhenTheThreadsThatServeAreStuck() {
        PageContent content = new Health(() -> false, () -> true, () -> true, () -> true).live();

        assertThat(content.status()).isEqualTo(503);
        assertThat(text(content)).isEqualTo("{\"status\":\"stuck\"}\n");
    }
}
