package org.mailcloak.server.handler;

import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.AddressMaps;

/** Answers look-ups by the maps: those of a socketmap, and those of a tcp_table(5). Safe for use by many threads. */
public final class LookupService {

    private final LookupTables tables;
    private final Supplier<NonBlockingLookups> newLookups;

    /** @param newLookups gives each connection its own */
    public LookupService(
            List<AddressMap> maps, Supplier<NonBlockingLookups> newLookups, DecisionLog log, RequestObserver observer) {
        this(maps, newLookups, log, observer, AliasBinder.NONE);
    }

    /**
     * @param newLookups gives each connection its own
     * @param binder receives what is found out about aliases
     */
    public LookupService(
            List<AddressMap> maps,
            Supplier<NonBlockingLookups> newLookups,
            DecisionLog log,
            RequestObserver observer,
            AliasBinder binder) {
        this.tables = new LookupTables(maps, log, observer, binder);
        this.newLookups = newLookups;
    }

    static LookupService of(ServiceContext context) {
        return new LookupService(
                AddressMaps.all(context.configuration().rules()),
                context.newLookups(),
                context.log(),
                context.observer(),
                context.binder());
    }

    SocketmapHandler open() {
        return new SocketmapHandler(newLookups.get(), tables);
    }

    /** @param map its name */
    TcpTableHandler openTable(String map) {
        return new TcpTableHandler(newLookups.get(), tables, map);
    }
}
