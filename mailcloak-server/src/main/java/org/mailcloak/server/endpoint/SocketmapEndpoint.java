package org.mailcloak.server.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.map.AddressMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers look-ups by the maps: those of a socketmap, and those of a tcp_table(5). Safe for use by many threads. */
public final class SocketmapEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SocketmapEndpoint.class);

    /** So many unknown names and broken entries are remembered: each is logged once, and nobody can fill the memory. */
    private static final int MAX_UNKNOWN = 100;

    private final Map<String, AddressMap> maps;
    private final Supplier<Inquiry> inquiries;
    private final DecisionLog log;
    private final RequestObserver observer;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** @param inquiries gives each connection its own */
    public SocketmapEndpoint(
            List<AddressMap> maps, Supplier<Inquiry> inquiries, DecisionLog log, RequestObserver observer) {
        this.maps = maps.stream().collect(Collectors.toUnmodifiableMap(AddressMap::name, Function.identity()));
        this.inquiries = inquiries;
        this.log = log;
        this.observer = observer;
    }

    SocketmapDesk open() {
        return new SocketmapDesk(inquiries.get(), this);
    }

    /** @param map its name */
    TcpTableDesk openTable(String map) {
        return new TcpTableDesk(inquiries.get(), this, map);
    }

    DecisionLog log() {
        return log;
    }

    RequestObserver observer() {
        return observer;
    }

    /** Empty if there is no such map, which is logged once. */
    Optional<AddressMap> map(String name) {
        @Nullable AddressMap map = maps.get(name);
        if (map == null) {
            warnOnce(Text.of(name));
        }
        return Optional.ofNullable(map);
    }

    /** An entry that stays unusable until somebody mends it. What is wrong names addresses. */
    void warnOfBroken(String map, String why) {
        String shown = log.showsAddresses()
                ? why
                : "an alias leads back to itself, or a list is too long; mailcloakctl map query tells more";
        if (broken.size() < MAX_UNKNOWN && broken.add(shown)) {
            LOG.warn("Map {}: {}", map, shown);
        }
    }

    private void warnOnce(String name) {
        if (unknown.size() < MAX_UNKNOWN && unknown.add(name)) {
            LOG.warn(
                    "Postfix asks for the map \"{}\", which does not exist; there are {}",
                    name,
                    new TreeSet<>(maps.keySet()));
        }
    }
}
