package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Setting;

/** Whatever a file holds, it is a configuration or a list of problems. The seed is the test's name. */
class DamagedFileTest {

    private static final int ROUNDS = 400;
    private static final String CHARACTERS = "\n\n  :::--[]{}&*!|>'\"%@`#,?~<<0aZ\t\r\0\u0085\u2028\uFEFF\uD800é😀";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readerShouldReportProblemsWhenAFileIsDamaged(long seed) throws Exception {
        Random random = new Random(seed);
        String sample =
                Files.readString(Path.of("../docs/configs/config.yaml.sample")).replaceAll("(?m)^ *# .*\n|#", "");

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            refused += refused(damaged(sample, random)).isPresent() ? 1 : 0;
        }

        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readerShouldReportProblemsWhenAFileIsNoise(long seed) throws Exception {
        Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                noise.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }

            assertThat(refused(noise.toString())).isPresent();
        }
    }

    private static String damaged(String sample, Random random) {
        StringBuilder text = new StringBuilder(sample);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, character);
                case 1 -> text.insert(at, character);
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
            }
        }
        return text.toString();
    }

    /** Any exception but the one that lists problems fails the test. */
    private static Optional<ConfigurationException> refused(String text) throws IOException {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", text);
        if (draft.providerId().isPresent()) {
            draft.bind(Drafts.factory(
                    Setting.required("realm", Setting.Kind.TEXT, "the realm"),
                    Setting.optional("status_disabled", Setting.Kind.LIST, "values"),
                    Setting.required("client_secret", Setting.Kind.SECRET, "the secret")));
        }
        try {
            draft.finish();
            return Optional.empty();
        } catch (ConfigurationException e) {
            assertThat(e.problems()).isNotEmpty().isSorted();
            return Optional.of(e);
        }
    }
}
