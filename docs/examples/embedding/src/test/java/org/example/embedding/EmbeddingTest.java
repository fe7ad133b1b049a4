package org.example.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    @Test
    void programShouldPrintWhatTheEngineDecides() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Embedding.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertEquals(
                """
                alice@example.org: DUNNO (USER_OWNS_SENDER)
                Alice%example.org: DUNNO (USER_OWNS_SENDER)
                boss@example.org: 553 5.7.1 Sender not owned by authenticated user (USER_NOT_OWNER)
                """,
                printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }
}
