package org.mailcloak.server.endpoint;

import java.util.Optional;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.decision.Directory;
import org.mailcloak.map.AddressMap;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.listen.Replies;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the look-ups of one connection, whatever they look like on the wire. An answer is a socketmap reply first: its
 * kinds are those that the log and the metrics know.
 *
 * @param <R> the requests
 */
abstract class MapDesk<R> extends Desk<R> {

    private static final Logger LOG = LoggerFactory.getLogger(SocketmapEndpoint.class);

    private static final SocketmapReply UNAVAILABLE = SocketmapReply.temp("Temporary lookup failure");
    private static final SocketmapReply UNKNOWN_MAP = SocketmapReply.perm("Unknown map");

    private final Directory directory;
    private final SocketmapEndpoint endpoint;

    MapDesk(Inquiry inquiry, SocketmapEndpoint endpoint) {
        super(inquiry);
        this.directory = new Directory(inquiry.store(), inquiry.provider());
        this.endpoint = endpoint;
    }

    /** Which map is asked. */
    abstract String mapName(R request);

    /** As it came. */
    abstract String key(R request);

    /** Whether the protocol has room for it. */
    abstract boolean fits(SocketmapReply reply);

    abstract void write(SocketmapReply reply, Replies out);

    /** What cannot be answered is temporary. */
    @Override
    final boolean tryToAnswer(R request, Replies out) {
        Optional<AddressMap> map = endpoint.map(mapName(request));
        if (map.isEmpty()) {
            endpoint.observer().unknownMap();
            write(UNKNOWN_MAP, out);
            return true;
        }
        String key = Text.of(key(request));
        SocketmapReply found = find(map.get(), key);
        SocketmapReply reply = fits(found)
                ? found
                : broken(map.get(), key + ": the answer is too long for this protocol; take a socketmap");
        if (isWaiting()) {
            return false;
        }
        long nanos = age();
        endpoint.observer().lookedUp(map.get().name(), reply.kind(), nanos);
        endpoint.log().write(map.get().name(), key, reply, nanos);
        write(reply, out);
        return true;
    }

    private SocketmapReply find(AddressMap map, String key) {
        try {
            return map.find(key, directory)
                    .fold(
                            SocketmapReply::ok,
                            SocketmapReply::notFound,
                            why -> unavailable(map, why),
                            why -> broken(map, why));
        } catch (StoreException failure) {
            return unavailable(map, String.valueOf(failure.getMessage()));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError defect) {
            LOG.error("Map {}: a defect in Mailcloak, or a value that cannot be sent", map.name(), defect);
            return UNAVAILABLE;
        }
    }

    private SocketmapReply broken(AddressMap map, String why) {
        if (!isWaiting()) {
            endpoint.warnOfBroken(map.name(), why);
        }
        return UNAVAILABLE;
    }

    private SocketmapReply unavailable(AddressMap map, String why) {
        if (!isWaiting()) {
            LOG.warn("Map {}: {}", map.name(), why);
        }
        return UNAVAILABLE;
    }
}
