package org.mailcloak.server.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailcloak.decision.Directory;
import org.mailcloak.map.AddressMap;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers socketmap look-ups by the maps. Safe for use by many threads. */
public final class SocketmapEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SocketmapEndpoint.class);

    /** So many unknown names are remembered: each is logged once, and nobody can fill the memory with them. */
    private static final int MAX_UNKNOWN = 100;

    private static final SocketmapReply UNAVAILABLE = SocketmapReply.temp("Temporary lookup failure");
    private static final SocketmapReply UNKNOWN_MAP = SocketmapReply.perm("Unknown map");

    private final Map<String, AddressMap> maps;
    private final Supplier<Directory> directories;
    private final DecisionLog log;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** @param directories gives what one request is answered from; its look-ups end within the request's budget */
    public SocketmapEndpoint(List<AddressMap> maps, Supplier<Directory> directories, DecisionLog log) {
        this.maps = maps.stream().collect(Collectors.toUnmodifiableMap(AddressMap::name, Function.identity()));
        this.directories = directories;
        this.log = log;
    }

    /** Never throws: what cannot be answered is temporary. */
    SocketmapReply answer(SocketmapRequest request) {
        AddressMap map = maps.get(request.mapName());
        if (map == null) {
            warnOnce(Text.of(request.mapName()));
            return UNKNOWN_MAP;
        }
        long begin = System.nanoTime();
        String key = Text.of(request.key());
        SocketmapReply reply = find(map, key);
        log.write(map.name(), key, reply, System.nanoTime() - begin);
        return reply;
    }

    private SocketmapReply find(AddressMap map, String key) {
        try {
            return map.find(key, directories.get())
                    .fold(SocketmapReply::ok, SocketmapReply::notFound, why -> unavailable(map, why));
        } catch (StoreException failure) {
            return unavailable(map, String.valueOf(failure.getMessage()));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError defect) {
            LOG.error("Map {}: a defect in Mailcloak, or a value that cannot be sent", map.name(), defect);
            return UNAVAILABLE;
        }
    }

    private static SocketmapReply unavailable(AddressMap map, String why) {
        LOG.warn("Map {}: {}", map.name(), why);
        return UNAVAILABLE;
    }

    private void warnOnce(String name) {
        if (unknown.size() < MAX_UNKNOWN && unknown.add(name)) {
            LOG.warn("Postfix asks for the map \"{}\", which does not exist; there are {}", name, maps.keySet());
        }
    }
}
