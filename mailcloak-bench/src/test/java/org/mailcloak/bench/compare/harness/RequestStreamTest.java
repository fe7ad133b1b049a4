package org.mailcloak.bench.compare.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestStreamTest {

    private final TempWorkspace workshop = new TempWorkspace();

    @AfterEach
    void clear() {
        workshop.close();
    }

    @Test
    void policyTrafficShouldHaveAReplyForEachRequest() throws IOException {
        BenchmarkLoad.Requests traffic = RequestStream.write(workshop, BenchmarkProtocol.POLICY);

        assertThat(requests(traffic.file())).hasSameSizeAs(Files.readAllLines(traffic.replies()));
    }

    @Test
    void policyTrafficShouldMeetEveryKindOfAnswer() throws IOException {
        BenchmarkLoad.Requests traffic = RequestStream.write(workshop, BenchmarkProtocol.POLICY);

        assertThat(Files.readAllLines(traffic.replies()))
                .contains("DUNNO", "550 5.1.1", "553 5.7.1", "55")
                .filteredOn("DUNNO"::equals)
                .hasSizeGreaterThan(1_000);
        assertThat(requests(traffic.file()))
                .filteredOn(each -> each.contains("sasl_username=user"))
                .hasSizeGreaterThan(200);
    }

    @Test
    void coldTrafficShouldAskForOthersEveryTime() throws IOException {
        List<String> first = requests(RequestStream.writeCold(workshop, RequestStream.Cold.PEOPLE, 1, 10)
                .file());
        List<String> second = requests(RequestStream.writeCold(workshop, RequestStream.Cold.PEOPLE, 2, 10)
                .file());

        assertThat(first).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    }

    private static List<String> requests(Path file) throws IOException {
        return List.of(Files.readString(file).split("\n\n"));
    }
}
