package org.mailcloak.server.posix;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.server.logging.LogCapture;

@EnabledOnOs(OS.LINUX)
class SystemdNotifierTest {

    @TempDir
    private Path folder;

    @Test
    void statesShouldReachThePathThatTheEnvironmentNames() {
        assertStatesReach(folder.resolve("notify").toString());
    }

    @Test
    void statesShouldReachTheAbstractNameThatTheEnvironmentNames() {
        assertStatesReach("@mailcloak/" + folder.getFileName());
    }

    private static void assertStatesReach(String name) {
        try (DatagramSocket manager = new DatagramSocket(name)) {
            SystemdNotifier notice = SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name));
            long before = System.nanoTime() / 1_000;

            notice.ready();
            notice.reloading();
            notice.stopping();

            assertThat(manager.received())
                    .satisfiesExactly(
                            ready -> assertThat(ready).isEqualTo("READY=1"),
                            reloading -> {
                                assertThat(reloading).startsWith("RELOADING=1\nMONOTONIC_USEC=");
                                assertThat(Long.parseLong(reloading.substring(reloading.lastIndexOf('=') + 1)))
                                        .isBetween(before, System.nanoTime() / 1_000);
                            },
                            stopping -> assertThat(stopping).isEqualTo("STOPPING=1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3000000, '', PT1.5S",
        "3000000, own, PT1.5S",
        "3000000, 1, ",
        "'', '', ",
        "0, '', ",
        "-1, '', ",
        "soon, '', "
    })
    void watchdogShouldBeFedTwiceInItsTimeWhenItIsMeantForThisProcess(
            String micros, String pid, @Nullable Duration expected) {
        Map<String, String> environment = Map.of(
                "NOTIFY_SOCKET",
                folder.resolve("notify").toString(),
                "WATCHDOG_USEC",
                micros,
                "WATCHDOG_PID",
                pid.equals("own") ? Long.toString(ProcessHandle.current().pid()) : pid);

        assertThat(SystemdNotifier.of(environment).watchdog()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void nothingShouldHappenWhenTheEnvironmentNamesNoSocket() {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            SystemdNotifier.of(Map.of()).ready();

            assertThat(log.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/", "vsock:2:1234"})
    void oddSocketShouldBeToldAndLeftAlone(String name) {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name)).ready();

            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("NOTIFY_SOCKET is " + name);
        }
    }

    @Test
    void serviceShouldGoOnWhenNobodyListens() {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            SystemdNotifier.of(Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()))
                    .ready();

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("could not be notified of READY=1");
        }
    }
}
