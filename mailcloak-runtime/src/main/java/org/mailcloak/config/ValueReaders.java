package org.mailcloak.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.AddressMaps;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Readers for the types that keys have. */
final class ValueReaders {

    private static final List<String> MAPS = AddressMaps.all(PolicyRules.defaults()).stream()
            .map(AddressMap::name)
            .toList();

    private ValueReaders() {}

    static Path path(Node node) throws BadValueException {
        String text = Scalars.text(node);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadValueException("expected a path, found " + MessageText.value(text));
        }
    }

    /** An {@code http} or {@code https} URL with a host. One with a user in it is refused unseen: it holds a password. */
    static URI url(Node node) throws BadValueException {
        String text = Scalars.text(node);
        if (text.indexOf('@') >= 0) {
            throw new BadValueException("expected a URL without a user name or @");
        }
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new BadValueException("expected an https or http URL, found " + MessageText.value(text));
        }
        throw new BadValueException("expected an https or http URL with a host, found " + MessageText.value(text));
    }

    /** One text, or a list of texts. */
    static List<String> list(Node node) throws BadValueException {
        return each(node, ValueReaders::element);
    }

    private static String element(Node node) throws BadValueException {
        if (Scalars.isAbsent(node)) {
            throw new BadValueException("expected a list of texts, found an empty one in it");
        }
        return Scalars.text(node);
    }

    /** The elements of a list, or the one value; all mistakes at once, each with its place. */
    static <T> List<T> each(Node node, ValueReader<T> reader) throws BadValueException {
        List<T> values = new ArrayList<>();
        BadValueException.Collector bad = new BadValueException.Collector();
        for (Node element : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
            try {
                values.add(reader.read(element));
            } catch (BadValueException e) {
                bad.add(element, e);
            }
        }
        bad.check();
        return List.copyOf(values);
    }

    /** A whole number from 0 up. */
    static long count(Node node) throws BadValueException {
        long number = Scalars.wholeNumber(node);
        if (number < 0) {
            throw new BadValueException("expected a whole number from 0, found " + number);
        }
        return number;
    }

    /** A number of members of a group. */
    static int members(Node node) throws BadValueException {
        long number = Scalars.wholeNumber(node);
        if (number < 1 || number > GroupExpander.MAX_MEMBERS) {
            throw new BadValueException(
                    "expected a whole number from 1 to " + GroupExpander.MAX_MEMBERS + ", found " + number);
        }
        return (int) number;
    }

    /** Whole seconds from 0 to 2,147,483,647 (68 years), so that no sum of two in nanoseconds overflows. */
    static Duration seconds(Node node) throws BadValueException {
        long number = Scalars.wholeNumber(node);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new BadValueException("expected seconds from 0 to " + Integer.MAX_VALUE + ", found " + number);
        }
        return Duration.ofSeconds(number);
    }

    static Duration secondsFromOne(Node node) throws BadValueException {
        Duration seconds = seconds(node);
        if (seconds.isZero()) {
            throw new BadValueException("expected seconds from 1 to " + Integer.MAX_VALUE + ", found 0");
        }
        return seconds;
    }

    static MailDomain domain(Node node) throws BadValueException {
        String text = Scalars.text(node);
        return MailDomain.parse(text)
                .orElseThrow(() -> new BadValueException("expected a mail domain, found " + MessageText.value(text)));
    }

    /** The id as it is compared: the older program took any case, and blanks around it. */
    static String providerId(Node node) throws BadValueException {
        String text = Scalars.text(node).strip().toLowerCase(Locale.ROOT);
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new BadValueException(
                    "expected the id of a provider, such as keycloak, found " + MessageText.value(text));
        }
        return text;
    }

    static String delimiter(Node node) throws BadValueException {
        String text = Scalars.text(node);
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 127 || c == '@' || c == '"')) {
            throw new BadValueException(
                    "expected ASCII characters other than @, quotes and white space, found " + MessageText.value(text));
        }
        return text;
    }

    static List<NetworkRange> networks(Node node) throws BadValueException {
        return each(node, element -> parsed(element(element), NetworkRange::parse));
    }

    /** Names of maps and where each listens, in the order of the file. */
    static Map<String, ListenAddress.Inet> tcpTables(Node node) throws BadValueException {
        if (!(node instanceof MappingNode mapping)) {
            throw new BadValueException(
                    "expected a mapping such as {alias: \"inet:127.0.0.1:10051\"}, found " + Scalars.kindOf(node));
        }
        Map<String, ListenAddress.Inet> tables = new LinkedHashMap<>();
        BadValueException.Collector bad = new BadValueException.Collector();
        for (NodeTuple tuple : mapping.getValue()) {
            try {
                putTable(tables, tuple);
            } catch (BadValueException e) {
                bad.add(tuple.getKeyNode(), e);
            }
        }
        bad.check();
        return Collections.unmodifiableMap(tables);
    }

    private static void putTable(Map<String, ListenAddress.Inet> tables, NodeTuple tuple) throws BadValueException {
        String name = Scalars.text(tuple.getKeyNode());
        if (!MAPS.contains(name)) {
            throw new BadValueException("expected a map of " + MAPS + ", found " + MessageText.value(name));
        }
        if (!(listenAddress(tuple.getValueNode()) instanceof ListenAddress.Inet address)) {
            throw new BadValueException("expected inet:host:port for the map " + name + ", found "
                    + MessageText.value(Scalars.text(tuple.getValueNode())));
        }
        if (tables.put(name, address) != null) {
            throw new BadValueException("expected each map once, found " + name + " twice");
        }
    }

    static ListenAddress listenAddress(Node node) throws BadValueException {
        return parsed(Scalars.text(node), ListenAddress::parse);
    }

    /** Empty for the text that switches it off. */
    static Optional<ListenAddress.Unix> controlSocket(Node node) throws BadValueException {
        String text = Scalars.text(node);
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (parsed(text, ListenAddress::parse) instanceof ListenAddress.Unix unix) {
            return Optional.of(unix);
        }
        throw new BadValueException("expected a path, unix:path or none, found " + MessageText.value(text));
    }

    static ListenAddress.Inet httpAddress(Node node) throws BadValueException {
        return parsed(Scalars.text(node), ListenAddress.Inet::parseHttp);
    }

    /**
     * Reads names of users, or uids of at most nine digits. An empty list might mean that no user may connect, or that
     * there is no check.
     */
    static List<String> users(Node node) throws BadValueException {
        List<String> users = each(node, ValueReaders::user);
        if (users.isEmpty()) {
            throw new BadValueException("expected at least one user, found an empty list");
        }
        return users;
    }

    private static String user(Node node) throws BadValueException {
        String user = element(node);
        if (!user.matches("[0-9]{1,9}|[A-Za-z_][A-Za-z0-9_.@\\\\-]*\\$?")) {
            throw new BadValueException("expected the name of a user or a uid, found " + MessageText.value(user));
        }
        return user;
    }

    static FileMode fileMode(Node node) throws BadValueException {
        return parsed(Scalars.text(node), FileMode::parse);
    }

    /** One of an enum's constants, in any case. */
    static <E extends Enum<E>> ValueReader<E> oneOf(Class<E> type) {
        return node -> {
            String text = Scalars.text(node);
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            String names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new BadValueException("expected one of " + names + ", found " + MessageText.value(text));
        };
    }

    private static <T> T parsed(String text, Function<String, T> parser) throws BadValueException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadValueException(String.valueOf(e.getMessage()));
        }
    }
}
