package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

@Timeout(60)
class AuthentikAccountScannerTest {

    private FakeAuthentik authentik;
    private final Told told = new Told();

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.capPagesAt(10);
        authentik.addAll(IntStream.range(100, 125)
                .mapToObj(pk -> StoredUser.of(pk, "user" + pk, ""))
                .toList());
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private static final class Told implements ScanVisitor {

        private final Set<String> found = new LinkedHashSet<>();
        private final List<String> doubtful = new ArrayList<>();

        @Override
        public void found(Account account, Set<String> loginNames) {
            found.addAll(loginNames);
        }

        @Override
        public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
            doubtful.addAll(loginNames);
        }
    }

    private ScanResult scan() {
        try (IdentityProvider provider = Providers.full(authentik)) {
            return provider.scanner().orElseThrow().scan(told);
        }
    }

    @Test
    void everybodyShouldBeToldWhenThereAreSeveralPages() {
        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).hasSize(25).doesNotContain("mailcloak");
    }

    @Test
    void userWhoSlippedToAPageThatWasReadShouldBeToldWhenAnotherWasDeleted() {
        authentik.afterNextPage(() -> authentik.remove(100));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).contains("user110", "user124");
    }

    @Test
    void everybodyShouldBeToldWhenTheLastPageIsGone() {
        authentik.afterNextPage(() -> IntStream.range(110, 125).forEach(authentik::remove));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.found).hasSize(10);
    }

    @Test
    void scanShouldNotBeBelievedWhenTheTokenSeesSomeUsersOnly() {
        authentik.see(FakeAuthentik.Sight.only(100L, 101L));

        assertThat(scan()).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void scanShouldBeUnavailableWhenALaterPageFails() {
        authentik.afterNextPage(() -> authentik.answer("/core/users/", serverError()));

        assertThat(scan()).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    void userShouldBeDoubtfulWhenTheStateCannotBeRead() {
        authentik.add(StoredUser.of(200, "odd", "").with("status", JsonValue.EMPTY_JSON_OBJECT));

        assertThat(scan()).isEqualTo(ScanResult.complete());
        assertThat(told.doubtful).containsExactly("odd");
    }
}
