package org.mailcloak.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private final Workshop workshop = new Workshop();

    @AfterEach
    void clear() {
        workshop.close();
    }

    @Test
    void policyTrafficShouldHaveAReplyForEachRequest() throws IOException {
        Load.Requests traffic = Traffic.write(workshop, Protocol.POLICY);

        assertThat(requests(traffic.file())).hasSameSizeAs(Files.readAllLines(traffic.replies()));
    }

    @Test
    void policyTrafficShouldMeetEveryKindOfAnswer() throws IOException {
        Load.Requests traffic = Traffic.write(workshop, Protocol.POLICY);

        assertThat(Files.readAllLines(traffic.replies()))
                .contains("DUNNO", "550 5.1.1", "553 5.7.1", "550 5.7.1")
                .filteredOn("DUNNO"::equals)
                .hasSizeGreaterThan(1_000);
        assertThat(requests(traffic.file()))
                .filteredOn(each -> each.contains("sasl_username=user"))
                .hasSizeGreaterThan(200);
    }

    @Test
    void coldTrafficShouldAskForOthersEveryTime() throws IOException {
        List<String> first = requests(Traffic.writeCold(workshop, 1, 10).file());
        List<String> second = requests(Traffic.writeCold(workshop, 2, 10).file());

        assertThat(first).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    }

    private static List<String> requests(Path file) throws IOException {
        return List.of(Files.readString(file).split("\n\n"));
    }
}
