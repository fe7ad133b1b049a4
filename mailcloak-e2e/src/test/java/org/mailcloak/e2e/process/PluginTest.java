package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Processes;

/** The plugin of docs/examples/idp-static in the plugins directory of the bundled server. */
@EnabledIf(
        value = "org.mailcloak.e2e.env.Checkout#pluginBuiltOrRequired",
        disabledReason = "the bundled jars are not built; run mvn verify")
class PluginTest {

    @TempDir
    private Path folder;

    private Path plugins;
    private Path log;
    private Process server;

    @BeforeEach
    void prepare() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        log = folder.resolve("server.log");
        ctl("init");
        ctl("domains", "add", "d1.test");
        Files.writeString(folder.resolve("people.csv"), "alice,active,alice@d1.test,\ncarol,disabled,carol@d1.test,\n");
        Files.writeString(folder.resolve("config.yaml"), """
                idp:
                  provider: static
                  static:
                    file: people.csv
                plugins:
                  directory: plugins
                sqlite:
                  path: state.db
                sockets:
                  policy_socket: policy.sock
                  socketmap_socket: socketmap.sock
                """);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            Processes.killTree(server.toHandle());
        }
    }

    @Test
    void serverShouldDecideByThePluginWhenItsJarIsInThePluginsDirectory() throws Exception {
        Files.copy(Checkout.plugin(), plugins.resolve("idp-static.jar"));

        start();
        awaitReady();

        assertThat(answer("alice@d1.test")).isEqualTo("action=DUNNO\n\n");
        assertThat(answer("nobody@d1.test")).isEqualTo("action=550 5.1.1 No such user\n\n");
        assertThat(answer("carol@d1.test")).isEqualTo("action=550 5.1.1 No such user\n\n");
    }

    @Test
    void serverShouldStartAndNameABrokenJarInOneLineWhenTheChosenProviderIsInAnother() throws Exception {
        Files.copy(Checkout.plugin(), plugins.resolve("idp-static.jar"));
        Files.writeString(plugins.resolve("broken.jar"), "no zip file");

        start();
        awaitReady();

        assertThat(answer("alice@d1.test")).isEqualTo("action=DUNNO\n\n");
        assertThat(lines()).filteredOn(line -> line.contains("broken.jar")).hasSize(1);
        assertThat(lines()).noneMatch(line -> line.contains("\tat ") || line.startsWith("    at "));
    }

    @Test
    void startShouldEndInOneClearLineWhenTheChosenProviderIsMissing() throws Exception {
        Files.writeString(plugins.resolve("broken.jar"), "no zip file");

        start();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(78);
        assertThat(lines())
                .filteredOn(line -> line.startsWith("config.yaml:"))
                .singleElement()
                .asString()
                .contains("no provider `static`", "local", "broken.jar");
        assertThat(lines()).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void startShouldEndInOneClearLineWhenAnIdIsRepeated() throws Exception {
        Files.copy(Checkout.plugin(), plugins.resolve("one.jar"));
        Files.copy(Checkout.plugin(), plugins.resolve("two.jar"));

        start();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(78);
        assertThat(lines())
                .filteredOn(line -> line.startsWith("config.yaml:"))
                .singleElement()
                .asString()
                .contains("static", "one.jar", "two.jar");
    }

    private void start() throws IOException {
        server = process(Checkout.java(), "-jar", Checkout.server().toString(), "config.yaml");
    }

    private void ctl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Checkout.java(), "-jar", Checkout.ctl().toString(), "--db", "state.db"));
        command.addAll(List.of(arguments));
        assertThat(process(command.toArray(String[]::new)).waitFor()).isZero();
    }

    private Process process(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitReady() {
        Awaitility.await("the server").atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(server.isAlive()).as(() -> String.join("\n", lines())).isTrue();
            return lines().stream().anyMatch(line -> line.contains(" is ready"));
        });
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String recipient) throws IOException {
        String request =
                "request=smtpd_access_policy\nprotocol_state=RCPT\nsender=x@far.test\nrecipient=" + recipient + "\n\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("policy.sock")))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer reply = ByteBuffer.allocate(1_024);
            channel.read(reply);
            return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
        }
    }
}
