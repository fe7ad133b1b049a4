package org.mailcloak.server.endpoint;

import java.util.Optional;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.decision.Directory;
import org.mailcloak.map.AddressMap;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.server.listen.Replies;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the look-ups of one connection. */
final class SocketmapDesk extends Desk<SocketmapRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(SocketmapEndpoint.class);

    private static final SocketmapReply UNAVAILABLE = SocketmapReply.temp("Temporary lookup failure");
    private static final SocketmapReply UNKNOWN_MAP = SocketmapReply.perm("Unknown map");

    private final Directory directory;
    private final SocketmapEndpoint endpoint;

    SocketmapDesk(Inquiry inquiry, SocketmapEndpoint endpoint) {
        super(inquiry);
        this.directory = new Directory(inquiry.store(), inquiry.provider());
        this.endpoint = endpoint;
    }

    /** What cannot be answered is temporary. */
    @Override
    boolean tryToAnswer(SocketmapRequest request, Replies out) {
        Optional<AddressMap> map = endpoint.map(request.mapName());
        if (map.isEmpty()) {
            endpoint.observer().unknownMap();
            write(UNKNOWN_MAP, out);
            return true;
        }
        String key = Text.of(request.key());
        SocketmapReply reply = find(map.get(), key);
        if (isWaiting()) {
            return false;
        }
        long nanos = age();
        endpoint.observer().lookedUp(map.get().name(), reply.kind(), nanos);
        endpoint.log().write(map.get().name(), key, reply, nanos);
        write(reply, out);
        return true;
    }

    private static void write(SocketmapReply reply, Replies out) {
        reply.writeTo(out.room(reply.encodedLength()));
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
