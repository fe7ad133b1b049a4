package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that change while they are read. */
class AuthentikAccountLookupsTest {

    private static final AuthentikUserQuery EVERYBODY = AuthentikUserQuery.called("user");

    private FakeAuthentik authentik;
    private AuthentikApiClient api;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.capPagesAt(10);
        authentik.addAll(IntStream.range(100, 121)
                .mapToObj(pk -> StoredUser.of(pk, "user" + pk, ""))
                .toList());
        api = new AuthentikApiClient(AuthentikSettings.from(Providers.config(authentik.url(), Map.of())));
    }

    @AfterEach
    void stop() {
        api.close();
        authentik.close();
    }

    private List<Long> find(Duration patience) throws AuthentikUnavailableException {
        return new AuthentikAccountLookups(api, patience)
                .findFew(EVERYBODY).stream().map(AuthentikUser::pk).toList();
    }

    @Test
    void listShouldBeReadToItsEndWhenItHasPages() throws Exception {
        assertThat(find(Duration.ofMinutes(1)))
                .containsExactlyElementsOf(
                        IntStream.range(100, 121).mapToObj(Long::valueOf).toList());
        assertThat(authentik.requests()).hasSize(3);
    }

    @Test
    void listShouldBeReadAgainWhenItsLastPageIsGone() throws Exception {
        authentik.afterNextPage(() -> IntStream.range(110, 121).forEach(authentik::remove));

        assertThat(find(Duration.ofMinutes(1))).hasSize(10).endsWith(109L);
    }

    @Test
    void listShouldBeReadAgainWhenAUserSlippedToAPageThatWasRead() throws Exception {
        authentik.afterNextPage(() -> authentik.remove(100));

        assertThat(find(Duration.ofMinutes(1))).hasSize(20).contains(110L).doesNotContain(100L);
    }

    @Test
    void listShouldBeUnavailableWhenItChangesAgain() {
        // Page 1, page 2 of a shorter list, page 1 again, page 2 of a still shorter one.
        authentik.afterNextPage(() -> {
            authentik.remove(100);
            authentik.afterNextPage(() -> authentik.afterNextPage(() -> authentik.remove(101)));
        });

        assertThatThrownBy(() -> find(Duration.ofMinutes(1)))
                .isInstanceOf(AuthentikUnavailableException.class)
                .hasMessageContaining("changed twice");
    }

    @Test
    void listShouldBeUnavailableWhenItTakesTooLong() {
        assertThatThrownBy(() -> find(Duration.ZERO))
                .isInstanceOf(AuthentikUnavailableException.class)
                .hasMessageContaining("could not be read to its end");
        assertThat(authentik.requests()).hasSize(1);
    }
}
