package org.mailcloak.server.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.table.AddressMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the handlers of all connections share: the maps, the log, and what was warned of already. Safe for many threads. */
final class LookupTables {

    private static final Logger LOG = LoggerFactory.getLogger(LookupTables.class);

    /** So many unknown names and broken entries are remembered: each is logged once, and no client can fill the memory. */
    private static final int MAX_UNKNOWN = 100;

    private final Map<String, AddressMap> maps;
    private final DecisionLog log;
    private final RequestObserver observer;
    private final AliasBinder binder;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    LookupTables(List<AddressMap> maps, DecisionLog log, RequestObserver observer, AliasBinder binder) {
        this.maps = maps.stream().collect(Collectors.toUnmodifiableMap(AddressMap::name, Function.identity()));
        this.log = log;
        this.observer = observer;
        this.binder = binder;
    }

    DecisionLog log() {
        return log;
    }

    RequestObserver observer() {
        return observer;
    }

    AliasBinder binder() {
        return binder;
    }

    /** Empty if there is no such map, which is logged once. */
    Optional<AddressMap> map(String name) {
        @Nullable AddressMap map = maps.get(name);
        if (map == null) {
            warnOnce(WireTextSanitizer.of(name));
        }
        return Optional.ofNullable(map);
    }

    /** Warns about an entry that needs manual repair. The message may contain addresses. */
    void warnOfBroken(String map, String why) {
        String shown = log.showsAddresses()
                ? why
                : "an alias leads back to itself, or a list is too long; mailcloakctl map query tells more";
        if (broken.size() < MAX_UNKNOWN && broken.add(shown)) {
            LOG.warn("Map {}: {}", map, shown);
        }
    }

    private void warnOnce(String asked) {
        String name = log.showsAddresses() ? asked : "*";
        if (unknown.size() < MAX_UNKNOWN && unknown.add(name)) {
            LOG.warn(
                    "Postfix asks for the map \"{}\", which does not exist; there are {}",
                    name,
                    new TreeSet<>(maps.keySet()));
        }
    }
}
