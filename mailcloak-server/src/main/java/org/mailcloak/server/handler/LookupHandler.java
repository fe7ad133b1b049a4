package org.mailcloak.server.handler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.store.StoreException;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.MapAnswer;
import org.mailcloak.table.MapLookup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the look-ups of one connection, for every protocol that has look-ups. An answer is a socketmap reply first: its
 * kinds are those that the log and the metrics know.
 *
 * @param <R> the requests
 */
abstract class LookupHandler<R> extends RequestHandler<R, LookupHandler.Outcome> {

    /**
     * What a look-up came to.
     *
     * @param map empty: there is no such map
     */
    record Outcome(Optional<AddressMap> map, String key, SocketmapReply reply) {}

    private static final Logger LOG = LoggerFactory.getLogger(LookupHandler.class);

    private static final SocketmapReply UNAVAILABLE = SocketmapReply.temp("Temporary lookup failure");
    private static final SocketmapReply UNKNOWN_MAP = SocketmapReply.perm("Unknown map");

    private final LookupSources directory;
    private final LookupTables tables;

    /** The table that was asked last, over the sources of this connection: most connections ask one only. */
    private @Nullable AddressMap asked;

    private MapLookup lookup = key -> MapAnswer.notFound();

    LookupHandler(NonBlockingLookups lookups, LookupTables tables) {
        super(lookups);
        this.directory = new LookupSources(lookups.store(), lookups.provider(), tables.binder());
        this.tables = tables;
    }

    /** Which map is asked. */
    abstract String mapName(R request);

    /** As it came. */
    abstract String key(R request);

    @Override
    final int length(R request) {
        return mapName(request).length() + key(request).length();
    }

    /** Whether the protocol has room for it. */
    abstract boolean fits(SocketmapReply reply);

    abstract void write(SocketmapReply reply, OutboundBuffer out);

    /** What cannot be answered is temporary. */
    @Override
    final Outcome decide(R request) {
        Optional<AddressMap> map = tables.map(mapName(request));
        if (map.isEmpty()) {
            return new Outcome(map, "", UNKNOWN_MAP);
        }
        String key = WireTextSanitizer.of(key(request));
        SocketmapReply found = find(map.get(), key);
        SocketmapReply reply = fits(found)
                ? found
                : broken(map.get(), key + ": the answer is too long for this protocol; take a socketmap");
        return new Outcome(map, key, reply);
    }

    @Override
    final void commit(R request, Outcome outcome, OutboundBuffer out) {
        if (outcome.map().isEmpty()) {
            tables.observer().unknownMap();
        } else {
            String map = outcome.map().get().name();
            long nanos = age();
            tables.observer().lookedUp(map, outcome.reply().kind(), nanos);
            tables.log().write(map, outcome.key(), outcome.reply(), nanos);
        }
        write(outcome.reply(), out);
    }

    private SocketmapReply find(AddressMap map, String key) {
        try {
            return lookup(map)
                    .find(key)
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

    private MapLookup lookup(AddressMap map) {
        if (asked != map) {
            lookup = map.over(directory);
            asked = map;
        }
        return lookup;
    }

    private SocketmapReply broken(AddressMap map, String why) {
        if (!isWaiting()) {
            tables.warnOfBroken(map.name(), why);
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
