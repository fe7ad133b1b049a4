package org.mailcloak.idp.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final long NOW = 1_795_224_250_609L;
    private static final long DAY = 86_400_000;

    private final List<KeycloakEvent> recorded = new ArrayList<>();
    private final EventLog log = new EventLog(this::events, () -> NOW);

    private List<KeycloakEvent> events(long since, long first, int most, boolean oldestFirst) {
        Comparator<KeycloakEvent> byTime = Comparator.comparingLong(KeycloakEvent::time);
        return recorded.stream()
                .filter(event -> event.time() >= since)
                .sorted(oldestFirst ? byTime : byTime.reversed())
                .skip(first)
                .limit(most)
                .toList();
    }

    private static KeycloakEvent event(String id, long time) {
        return new KeycloakEvent(id, time, Optional.of("user-" + id), false);
    }

    private List<String> read() throws KeycloakUnavailableException {
        List<KeycloakEvent> fresh = log.read();
        log.keep(fresh);
        return fresh.stream().map(KeycloakEvent::id).toList();
    }

    @Test
    void laterEventsShouldBeReadWhenOneHasATimeToCome() throws Exception {
        recorded.add(event("future", NOW + DAY));
        read();
        recorded.add(event("now", NOW));

        assertThat(read()).containsExactly("now");
        assertThat(read()).isEmpty();
    }

    @Test
    void readingShouldEndWhenTheServerIgnoresWhereToBegin() {
        List<KeycloakEvent> page = IntStream.range(0, EventLog.PAGE)
                .mapToObj(i -> event("e" + i, NOW))
                .toList();
        EventLog endless = new EventLog((since, first, most, oldestFirst) -> page, () -> NOW);

        assertThatThrownBy(endless::read)
                .isInstanceOf(KeycloakUnavailableException.class)
                .hasMessageContaining("brings nothing new");
    }
}
