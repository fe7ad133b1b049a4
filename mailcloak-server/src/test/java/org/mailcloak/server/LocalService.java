package org.mailcloak.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.idp.AccountState;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** The whole service with a real database and its local provider, on the kind of socket that a test names. */
final class LocalService implements AutoCloseable {

    private static final String HASH = "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** The kinds of socket. */
    enum Kind {
        UNIX,
        INET
    }

    private final Service service;
    private final Listeners sockets;
    private final Kind kind;
    private final Path folder;

    private LocalService(Service service, Listeners sockets, Kind kind, Path folder) {
        this.service = service;
        this.sockets = sockets;
        this.kind = kind;
        this.folder = folder;
    }

    /** Users alice (active) and bob (may not send), alias and application as {@link #fill} makes them. */
    static LocalService start(Kind kind, Path folder) {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        SqliteMailStore store = SqliteMailStore.open(database);
        fill(store);
        Configuration configuration = configuration(kind, folder, database);
        Listeners sockets = Listeners.bind(configuration.sockets(), Optional.empty());
        Service service = new Service(
                configuration,
                sockets,
                store,
                new LocalIdentityProviderFactory().create(configuration.providerConfig()),
                Limits.defaults());
        service.start();
        return new LocalService(service, sockets, kind, folder);
    }

    private static void fill(SqliteMailStore store) {
        store.domains().add(MailDomain.parse("d1.test").orElseThrow());
        store.domains().add(MailDomain.parse("off.test").orElseThrow());
        store.aliases().add(address("sales@d1.test"), "alice");
        store.aliases().add(address("b\u00fcro@d1.test"), "alice");
        store.aliases().add(address("two words@d1.test"), "bob");
        store.aliases().add(address("off@d1.test"), "alice");
        store.aliases().setEnabled(address("off@d1.test"), false);
        store.aliases().add(address("sales@off.test"), "alice");
        store.domains().setEnabled(MailDomain.parse("off.test").orElseThrow(), false);
        store.apps().add("app1", HASH);
        store.apps().allow("app1", address("app@d1.test"));
        store.users().add(NewLocalUser.active("alice", List.of(address("alice@d1.test")), Optional.empty()));
        store.users()
                .add(new NewLocalUser(
                        "bob", List.of(address("bob@d1.test")), AccountState.SEND_BLOCKED, Optional.empty()));
    }

    private static Configuration configuration(Kind kind, Path folder, Path database) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                idp:
                  provider: local
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s/p
                  socketmap_socket: %s/m
                """.formatted(database, folder, folder));
        draft.bind(new LocalIdentityProviderFactory());
        Configuration read = draft.finish();
        return switch (kind) {
            case UNIX -> read;
            case INET ->
                new Configuration(
                        read.idp(),
                        read.pluginsDirectory(),
                        read.database(),
                        read.policy(),
                        onPortsOfTheSystemsChoice(read.sockets()),
                        read.daemonUser(),
                        read.log(),
                        read.httpListen(),
                        read.warnings());
        };
    }

    private static SocketsSection onPortsOfTheSystemsChoice(SocketsSection sockets) {
        return new SocketsSection(
                new ListenAddress.Inet("127.0.0.1", 0),
                new ListenAddress.Inet("localhost", 0),
                sockets.ownerUser(),
                sockets.ownerGroup(),
                sockets.mode(),
                sockets.allowedPeerUsers(),
                sockets.allowedNetworks(),
                Map.of("alias", new ListenAddress.Inet("127.0.0.1", 0)));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    Peer policy() {
        return switch (kind) {
            case UNIX -> Peer.unix(folder.resolve("p"));
            case INET -> Peer.inet(sockets.ports().get(0));
        };
    }

    Peer socketmap() {
        return switch (kind) {
            case UNIX -> Peer.unix(folder.resolve("m"));
            case INET -> Peer.inet(sockets.ports().get(1));
        };
    }

    /** The map {@code alias} by tcp_table(5); with {@link Kind#INET} only. */
    Peer aliasTable() {
        return Peer.inet(sockets.ports().get(2));
    }

    @Override
    public void close() {
        service.close();
    }
}
