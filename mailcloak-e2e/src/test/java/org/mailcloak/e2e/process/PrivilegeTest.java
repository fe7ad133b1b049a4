package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Sandbox;

/** What is left of root in a server that root has started, by the kernel's own account. */
@AsRoot
class PrivilegeTest {

    private static final String DAEMON = "daemon:\n  user: " + OwnUsers.SERVER + "\n";
    private static final String ELSEWHERE = "DUNNO";

    private final Sandbox sandbox = new Sandbox();
    private RootServer server;

    @BeforeEach
    void prepare() {
        server = new RootServer(sandbox);
    }

    @AfterEach
    void tidyUp() {
        sandbox.close();
    }

    @Test
    void everyThreadShouldBeTheUserWithItsGroupsWhenTheServerServes() throws Exception {
        server.configure(DAEMON);
        server.startAndAwait();
        List<PolicyClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            PolicyClient client = new PolicyClient(server.policySocket());
            clients.add(client);
            assertThat(client.ask("", "a@out.test", "x@else.test")).isEqualTo(ELSEWHERE);
        }

        assertThat(server.threads("Uid", "Gid", "Groups", "CapPrm", "CapEff"))
                .hasSizeGreaterThan(10)
                .allSatisfy((thread, status) -> assertThat(status)
                        .containsExactlyInAnyOrder(
                                "Uid: 64001 64001 64001 64001",
                                "Gid: 64002 64002 64002 64002",
                                "Groups: 64002 64003 64004",
                                "CapPrm: 0000000000000000",
                                "CapEff: 0000000000000000"));
        for (PolicyClient client : clients) {
            client.close();
        }
    }

    @Test
    void filesShouldBelongToTheUserWhenTheServerServes() throws Exception {
        server.configure(DAEMON);

        server.startAndAwait();

        assertThat(access(server.policySocket())).isEqualTo("64001:64002 rw-rw----");
        assertThat(access(server.socketmapSocket())).isEqualTo("64001:64002 rw-rw----");
        assertThat(access(server.folder().resolve("state.db-shm"))).startsWith("64001:");
        server.signal("TERM");
        assertThat(server.exitCode()).isZero();
        assertThat(server.folder()).isDirectoryNotContaining(file -> Files.exists(file) && !Files.isRegularFile(file));
    }

    @Test
    void socketsShouldHaveTheAccessThatIsConfiguredWhenOnlyRootCouldGiveIt() throws Exception {
        server.configure("""
                  socket_owner_user: mcclient
                  socket_owner_group: mcone
                  socket_mode: "0606"
                """ + DAEMON);

        server.startAndAwait();

        assertThat(access(server.policySocket())).isEqualTo("64005:64003 rw----rw-");
        assertThat(access(server.socketmapSocket())).isEqualTo("64005:64003 rw----rw-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuchuser | this system has no user nosuchuser",
                "mctoor     | the user mctoor is root by another name"
            })
    void startShouldFailBeforeAnySocketWhenTheUserCannotBe(String user, String message) throws Exception {
        server.configure("daemon:\n  user: " + user + "\n");

        server.start(List.of());

        assertThat(server.exitCode()).isEqualTo(78);
        assertThat(server.log())
                .hasLineCount(1)
                .startsWith("mailcloak-server: daemon.user: ")
                .contains(message);
        assertThat(server.folder()).isDirectoryNotContaining(file -> !Files.isRegularFile(file));
    }

    @Test
    void startShouldFailWhenTheSystemDoesNotLetTheProcessBecomeTheUser() throws Exception {
        server.configure(DAEMON);

        server.start(List.of("setpriv", "--bounding-set=-setuid"));

        assertThat(server.exitCode()).isEqualTo(78);
        assertThat(server.log())
                .contains("mailcloak-server: daemon.user: the system does not let this process become mcserver: ")
                .doesNotContain("listens", "\tat ");
    }

    /** With these bits a process keeps its capabilities when it becomes another user: all the calls succeed, in vain. */
    @Test
    void startShouldFailWhenTheProcessCouldBecomeRootAgain() throws Exception {
        server.configure(DAEMON);

        server.start(List.of("setpriv", "--securebits=+no_setuid_fixup"));

        assertThat(server.exitCode()).isEqualTo(78);
        assertThat(server.log())
                .contains("mailcloak-server: daemon.user: this process can become root again")
                .doesNotContain("listens", "\tat ");
    }

    @Test
    void startShouldNameTheFileTheUserAndTheRemedyWhenTheDatabaseIsOutOfReach() throws Exception {
        server.configure(DAEMON);
        Sandbox.owner(server.database(), 0);
        Sandbox.mode(server.database(), "rw-------");

        server.start(List.of());

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.log())
                .contains(
                        "mailcloak-server: Database " + server.database() + " cannot be read by mcserver", "give it to")
                .doesNotContain("\tat ");
        assertThat(server.folder()).isDirectoryNotContaining(file -> !Files.isRegularFile(file));
    }

    @Test
    void startShouldWarnWhenTheConfigurationCouldNotBeReadAgain() {
        Sandbox.mode(server.configure(DAEMON), "rw-------");

        server.startAndAwait();

        assertThat(server.log())
                .contains("WARN  [main] The configuration cannot be reloaded: ", "config.yaml cannot be");
    }

    @Test
    void checkShouldLookAsTheUserWhenRootAsks() throws Exception {
        server.configure(DAEMON);
        Sandbox.owner(server.database(), 0);
        Sandbox.mode(server.database(), "rw-------");

        server.start(List.of(), "--check");

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.log()).contains("cannot be read by mcserver");
    }

    @Test
    void processShouldStayWhoItIsWhenItWasNotStartedByRoot() throws Exception {
        server.configure("daemon:\n  user: " + OwnUsers.CLIENT + "\n");

        server.start(List.of("setpriv", "--reuid=64001", "--regid=64002", "--clear-groups"));
        server.await(" is ready");

        assertThat(server.threads("Uid", "Gid"))
                .isNotEmpty()
                .allSatisfy((thread, status) -> assertThat(status)
                        .containsExactlyInAnyOrder("Uid: 64001 64001 64001 64001", "Gid: 64002 64002 64002 64002"));
    }

    @Test
    void startShouldFailWhenRootWouldMakeItsSocketsInTheFolderOfAUserThatItDoesNotBecome() throws Exception {
        server.configure("");

        server.start(List.of());

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.log())
                .contains("the folder " + server.folder() + " belongs to mcserver", "choose another folder");
    }

    @Test
    void processShouldStayRootWhenNoUserIsConfigured() throws Exception {
        server.configure("");
        Sandbox.owner(server.folder(), 0);

        server.startAndAwait();

        assertThat(server.threads("Uid"))
                .isNotEmpty()
                .allSatisfy((thread, status) -> assertThat(status).containsExactly("Uid: 0 0 0 0"));
        assertThat(access(server.policySocket())).isEqualTo("0:0 rw-rw----");
    }

    private static String access(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid") + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
