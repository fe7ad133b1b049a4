package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.env.Sandbox;

/** Who may use a socket whose file everybody may write to. */
@AsRoot
class AllowedPeersTest {

    private static final String OPEN_TO_ALL = """
              socket_mode: "0666"
              allowed_peer_users: [%s]
            daemon:
              user: mcserver
            """;

    /** Asks one question as the user in $0, and prints the answer, or nothing if the connection was closed. */
    private static final String ASK = """
            exec setpriv --reuid="$0" --regid=64005 --clear-groups perl -MSocket -e '
                socket(S, PF_UNIX, SOCK_STREAM, 0) && connect(S, sockaddr_un($ARGV[0])) || die $!;
                $SIG{PIPE} = "IGNORE";
                syswrite(S, "request=smtpd_access_policy\\nprotocol_state=RCPT\\nrecipient=x\\@else.test\\n\\n");
                while (sysread(S, my $bytes, 4096)) { print $bytes; last if $bytes =~ /\\n\\n/ }' "$1"
            """;

    private static final String ANSWER = "action=DUNNO\n\n";

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
    void onlyListedUsersShouldBeServedBesideRootAndTheServersOwn() {
        server.configure(OPEN_TO_ALL.formatted("mcclient, 64999"));
        server.startAndAwait();

        assertThat(askAs("mcclient")).isEqualTo(ANSWER);
        assertThat(askAs("64999")).isEqualTo(ANSWER);
        assertThat(askAs("mcserver")).isEqualTo(ANSWER);
        assertThat(askAs("0")).isEqualTo(ANSWER);
        assertThat(askAs("64998")).isEmpty();
        assertThat(askAs("64998")).isEmpty();
        server.await("refused, user 64998 is not in sockets.allowed_peer_users");
        assertThat(server.log().split("refused, user 64998", -1)).hasSize(2);
        assertThat(askAs("mcclient")).isEqualTo(ANSWER);
    }

    @Test
    void everyUserShouldBeServedWhenNoneIsListed() {
        server.configure(OPEN_TO_ALL.replaceAll("(?m)^.*allowed_peer_users.*\n", ""));
        server.startAndAwait();

        assertThat(askAs("64998")).isEqualTo(ANSWER);
    }

    @Test
    void startShouldFailWhenAListedUserIsNotKnown() throws Exception {
        server.configure(OPEN_TO_ALL.formatted("nosuchuser"));

        server.start(List.of());

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.log())
                .contains("mailcloak-server: sockets.allowed_peer_users: this system has no user nosuchuser")
                .doesNotContain("\tat ");
    }

    private String askAs(String user) {
        return server.run("", "sh", "-c", ASK, user, server.policySocket().toString())
                .stdout();
    }
}
