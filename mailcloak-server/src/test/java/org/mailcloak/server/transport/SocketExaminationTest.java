package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.transport.SocketExamination.Status;

class SocketExaminationTest {

    @TempDir
    Path folder;

    @Test
    void examinationShouldSayNothingAndMakeNothingWhenTheSocketCouldBeOpened() {
        SocketExamination found = SocketExamination.of(unix("s"), LineService.ACCESS);

        assertThat(found.status()).isEqualTo(Status.OK);
        assertThat(found.line("policy")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** What a start would end with, word for word. */
    @ParameterizedTest
    @CsvSource({"missing/s,", "file,", "s,no-such-user-1", "s,:no-such-group-1"})
    void examinationShouldSayWhatTheStartWouldSay(String name, String access) throws IOException {
        Files.writeString(folder.resolve("file"), "precious");
        String[] given = Optional.ofNullable(access).orElse("").split(":", -1);
        SocketAccess wanted = new SocketAccess(
                Optional.of(given[0]).filter(owner -> !owner.isEmpty()),
                given.length < 2 ? Optional.empty() : Optional.of(given[1]),
                LineService.ACCESS.mode());

        SocketExamination found = SocketExamination.of(unix(name), wanted);

        assertThat(found.failed()).isTrue();
        String atStart = "";
        try (SocketFile bound = SocketFile.bind(folder.resolve(name), wanted)) {
            assertThat(bound).isNull();
        } catch (ListenException refused) {
            atStart = refused.getMessage();
        }
        assertThat(found.finding()).isEqualTo(atStart);
        assertThat(found.line("policy")).contains("failed: policy: " + atStart);
    }

    @Test
    void examinationShouldWarnWhenAServerAnswersThere() {
        try (SocketFile running = SocketFile.bind(folder.resolve("s"), LineService.ACCESS)) {
            SocketExamination found = SocketExamination.of(unix("s"), LineService.ACCESS);

            assertThat(running.channel().isOpen()).isTrue();
            assertThat(found.status()).isEqualTo(Status.WARNING);
            assertThat(found.finding()).contains("is in use", "a start beside it would fail");
        }
    }

    @Test
    void examinationShouldWarnWhenThePathIsRelative() {
        SocketExamination found =
                SocketExamination.of(ListenAddress.parse("target/mailcloak-socket"), LineService.ACCESS);

        assertThat(found.status()).isEqualTo(Status.WARNING);
        assertThat(found.finding())
                .contains("working directory", Path.of("").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @CsvSource({"inet:192.0.2.1:10031,no interface", "inet:no-such-host.invalid:10031,not known"})
    void examinationShouldFailWhenThisMachineHasNoSuchAddress(String address, String why) {
        SocketExamination found = SocketExamination.of(ListenAddress.parse(address), LineService.ACCESS);

        assertThat(found.failed()).isTrue();
        assertThat(found.finding()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"inet:127.0.0.1:10031", "inet:0.0.0.0:10031"})
    void examinationShouldSayNothingWhenTheAddressIsOneOfThisMachine(String address) {
        assertThat(SocketExamination.of(ListenAddress.parse(address), LineService.ACCESS)
                        .status())
                .isEqualTo(Status.OK);
    }

    private ListenAddress unix(String name) {
        return ListenAddress.parse(folder.resolve(name).toString());
    }
}
