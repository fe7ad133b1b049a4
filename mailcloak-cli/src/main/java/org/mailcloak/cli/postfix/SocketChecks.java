package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.config.ListenAddress;

/** Whether each process of Postfix that asks Mailcloak gets to the socket, from within its chroot and as its user. */
final class SocketChecks {

    private static final String MAIL_OWNER = "mail_owner";

    /** Which programs look into which tables. */
    private static final Map<String, List<String>> READERS = Map.of(
            "virtual_alias_maps", List.of("cleanup", "smtpd"),
            "virtual_mailbox_domains", List.of("trivial-rewrite", "smtpd"),
            "virtual_mailbox_maps", List.of("smtpd"),
            "relay_domains", List.of("trivial-rewrite", "smtpd"),
            "relay_recipient_maps", List.of("smtpd"),
            "transport_maps", List.of("trivial-rewrite"),
            "smtpd_sender_login_maps", List.of("smtpd"));

    private final PostfixSettings settings;
    private final MailcloakSite site;
    private final Path queue;
    private final Permits permits;
    private final Map<Use, Set<String>> uses = new LinkedHashMap<>();

    SocketChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
        this.queue = settings.queueDirectory();
        this.permits = new Permits(settings, site);
    }

    /**
     * A socket as some processes look for it.
     *
     * @param endpoint as main.cf names it
     * @param chrooted whether they see the queue directory as their root
     * @param ours the socket that is meant
     */
    private record Use(Endpoint endpoint, boolean chrooted, ListenAddress ours) {}

    List<Finding> findings() {
        for (PostfixService service : settings.smtpServers()) {
            RestrictionLists lists = new RestrictionLists(settings, service);
            for (String list : RestrictionLists.all()) {
                lists.of(list).forEach(restriction -> restriction(service, restriction));
            }
        }
        READERS.forEach((parameter, programs) -> settings.services().stream()
                .filter(service -> programs.contains(service.program()))
                .forEach(service ->
                        MapReference.in(settings.value(service, parameter)).forEach(table -> table(table, service))));
        return judge();
    }

    private void restriction(PostfixService service, Restriction restriction) {
        if (permits.isOurs(restriction)) {
            use(Endpoint.of(restriction.policyAddress()), service.chrooted(), site.policy(), service.path());
        } else if (restriction.isTable()) {
            MapReference.of(restriction.table())
                    .endpoint()
                    .filter(endpoint -> endpoint.means(site.socketmap(), queue))
                    .ifPresent(endpoint -> use(endpoint, service.chrooted(), site.socketmap(), service.path()));
        }
    }

    private void table(MapReference table, PostfixService reader) {
        Optional<Endpoint> endpoint = table.endpoint().filter(named -> named.means(site.socketmap(), queue));
        if (endpoint.isEmpty()) {
            return;
        }
        Stream<PostfixService> openers = table.proxied()
                ? settings.services().stream()
                        .filter(service -> service.program().equals("proxymap"))
                : Stream.of(reader);
        openers.forEach(service -> use(endpoint.get(), service.chrooted(), site.socketmap(), service.path()));
    }

    private void use(Endpoint endpoint, boolean chrooted, ListenAddress ours, String service) {
        uses.computeIfAbsent(new Use(endpoint, chrooted, ours), use -> new TreeSet<>())
                .add(service);
    }

    private List<Finding> judge() {
        List<Finding> findings = new ArrayList<>();
        Optional<MailOwner> user = MailOwner.of(settings.value(MAIL_OWNER));
        uses.forEach((use, services) -> {
            if (use.ours() instanceof ListenAddress.Unix unix) {
                Path socket = unix.path().toAbsolutePath().normalize();
                Path sought = use.endpoint().location(queue, use.chrooted()).orElse(socket);
                if (!sought.equals(socket)) {
                    findings.add(elsewhere(use, services, sought, socket));
                } else {
                    user.flatMap(owner -> owner.obstacle(socket))
                            .map(obstacle -> unreachable(use, services, obstacle))
                            .ifPresent(findings::add);
                }
            }
        });
        return findings;
    }

    private Finding elsewhere(Use use, Set<String> services, Path sought, Path socket) {
        return Finding.stopped(
                use.endpoint().text(),
                String.join(", ", services) + (use.chrooted() ? " is chrooted, and" : "") + " looks for the socket at "
                        + sought + "; it is at " + socket + ": mail is deferred",
                socket.startsWith(queue)
                        ? "write " + use.ours().forPostfix(queue)
                        : "let the server's socket lie below " + queue
                                + ", or set n in the column chroot of master.cf");
    }

    private static Finding unreachable(Use use, Set<String> services, String obstacle) {
        return Finding.stopped(
                use.endpoint().text(),
                obstacle + ": mail is deferred (" + String.join(", ", services) + ")",
                obstacle.startsWith("there is no")
                        ? "start the server, or let both sides name the same path"
                        : "docs/operators/install.md has owner, group and mode of each folder");
    }
}
