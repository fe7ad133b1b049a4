package org.mailcloak.server.handler;

import java.util.function.Supplier;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.config.Configuration;
import org.mailcloak.decision.binding.AliasBinder;

/**
 * What the services of all protocols are made of; another one after each reload.
 *
 * @param newLookups gives each connection its own
 * @param binder receives what is found out about aliases
 */
public record ServiceContext(
        Configuration configuration,
        Supplier<NonBlockingLookups> newLookups,
        DecisionLog log,
        RequestObserver observer,
        AliasBinder binder) {}
