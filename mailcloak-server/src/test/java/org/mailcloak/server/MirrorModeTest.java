package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.SqliteMailStore;
import org.mailcloak.testkit.FakeIdentityProvider;

/** The whole service with {@code mirror: true}. */
@Timeout(60)
class MirrorModeTest {

    private static final Account ALICE = Account.builder("1", "alice")
            .primaryAddress(EmailAddress.parse("alice@d1.test"))
            .build();

    @TempDir
    private Path folder;

    private final Counted provider = new Counted();

    /** Counts look-ups, and lets a test wait until the second scan begins: the first has been taken in by then. */
    private static final class Counted implements IdentityProvider, AccountScanner {

        private final FakeIdentityProvider people = new FakeIdentityProvider(ALICE);
        private final CountDownLatch scans = new CountDownLatch(2);

        @Override
        public LookupResult findByLogin(String loginName) {
            return people.findByLogin(loginName);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return people.findByAddress(address);
        }

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            scans.countDown();
            return people.scan(visitor);
        }

        @Override
        public Optional<AccountScanner> scanner() {
            return Optional.of(this);
        }

        @Override
        public Optional<ChangeFeed> changes() {
            return people.changes();
        }

        @Override
        public void close() {
            people.close();
        }
    }

    private Service start() throws IOException {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        Path file = Files.writeString(folder.resolve("config.yaml"), """
                idp:
                  provider: local
                  local: {mirror: true, mirror_scan_seconds: 1}
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s/p
                  socketmap_socket: %s/m
                """.formatted(database, folder, folder));
        ConfigurationDraft draft = ConfigurationReader.read(file);
        draft.bind(new LocalIdentityProviderFactory());
        Configuration configuration = draft.finish();
        Service service = new Service(
                configuration,
                Listeners.bind(configuration.sockets(), Optional.empty()),
                store(database),
                provider,
                Limits.defaults());
        service.start();
        return service;
    }

    private static MailStore store(Path database) {
        SqliteMailStore store = SqliteMailStore.open(database);
        store.domains().add(MailDomain.parse("d1.test").orElseThrow());
        return store;
    }

    @Test
    void requestsShouldBeAnsweredWithoutAskingTheProviderWhenAllIdentitiesWereRead() throws Exception {
        try (Service service = start()) {
            assertThat(provider.scans.await(30, TimeUnit.SECONDS)).isTrue();

            try (Peer peer = Peer.unix(folder.resolve("p"))) {
                for (String question : List.of(
                        "recipient=alice@d1.test=action=DUNNO",
                        "recipient=nobody@d1.test=action=550 5.1.1 No such user")) {
                    String answer = question.substring(question.indexOf("action=")) + "\n\n";
                    peer.send("request=smtpd_access_policy\nprotocol_state=RCPT\n"
                            + question.substring(0, question.indexOf("=action=")) + "\n\n");
                    assertThat(peer.receive(answer.length())).isEqualTo(answer);
                }
            }

            assertThat(service.configuration().idp().mirror()).isTrue();
            assertThat(provider.people.addressLookups()).isZero();
        }
    }
}
