package org.mailcloak.e2e.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of spellings through a real Postfix: none that is accepted may end as what the plain address is refused as. {@code
 * -Dmailcloak.spellings=N} tries N of them in each role and {@code -Dmailcloak.spellings.seed=S} those of another seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpellingsTest {

    private static final int COUNT = Integer.getInteger("mailcloak.spellings", 2_000);
    private static final long SEED = Long.getLong("mailcloak.spellings.seed", 20_261_129L);

    private final Set<String> spellings = new SpellingGrammar(SEED).spellings(COUNT);
    private Optional<SpellingSite> site = Optional.empty();

    abstract SpellingSite start();

    @BeforeAll
    void startSite() {
        site = Optional.of(start());
    }

    @AfterAll
    void stopSite() {
        site.ifPresent(SpellingSite::close);
    }

    @ParameterizedTest
    @EnumSource
    void acceptedSpellingShouldEndAsNothingThatThePlainAddressIsRefusedAs(SpellingRole role) {
        long start = System.nanoTime();

        SpellingRun run = SpellingRun.of(site.orElseThrow(), role, spellings);

        System.out.printf(
                "%s, seed %d, %s, %.1f s%n",
                getClass().getSimpleName(), SEED, run.line(), (System.nanoTime() - start) / 1e9);
        assertThat(run.accepted()).as("spellings that were sent at all").isPositive();
        assertThat(run.deferrals())
                .as("deferrals by Mailcloak")
                .allMatch(reply -> reply.contains("Relay access denied"));
        assertThat(run.wrong().isEmpty())
                .as(
                        "seed %d; the smallest of %d:\n%s",
                        SEED,
                        run.wrong().size(),
                        run.wrong().stream()
                                .limit(20)
                                .map(SpellingRun.Wrong::toString)
                                .collect(Collectors.joining("\n")))
                .isTrue();
    }
}
