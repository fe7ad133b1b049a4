package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Setting;

/** Any text at all is a configuration or a list of problems that can be shown, soon and without much memory. */
class ConfigurationReaderFuzzTest {
    private static final int MAX_PROBLEM_CHARS = 2000;

    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    @DictionaryFile(resourcePath = "configuration.dict")
    @FuzzTest
    void readerShouldGiveAConfigurationOrProblemsWhateverTheText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);

        List<String> problems = problems(text);

        assertThat(problems).allMatch(problem -> problem.length() <= MAX_PROBLEM_CHARS);
        assertThat(problems).noneMatch(problem -> problem.chars().anyMatch(Character::isISOControl));
        assertThat(problems(text)).isEqualTo(problems);
    }

    private static List<String> problems(String text) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", text);
        if (draft.providerId().isPresent()) {
            draft.bind(Drafts.factory(
                    Setting.required("realm", Setting.Kind.TEXT, "the realm"),
                    Setting.optional("status_disabled", Setting.Kind.LIST, "values"),
                    Setting.required("client_secret", Setting.Kind.SECRET, "the secret")));
        }
        return Drafts.problems(draft);
    }
}
