package org.mailcloak.server.handler;

import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * A protocol with the service that is in use. Safe for many threads.
 *
 * @param <S> the service
 */
public final class ServedProtocol<S> {

    private final Protocol<S> protocol;
    private volatile S service;

    private ServedProtocol(Protocol<S> protocol, S service) {
        this.protocol = protocol;
        this.service = service;
    }

    public static <S> ServedProtocol<S> of(Protocol<S> protocol, ServiceContext context) {
        return new ServedProtocol<>(protocol, protocol.service(context));
    }

    /**
     * Makes another service without using it.
     *
     * @return a task that puts it in the place of the one in use
     */
    public Runnable prepare(ServiceContext context) {
        S next = protocol.service(context);
        return () -> service = next;
    }

    public ProtocolHandler.Factory handlers(ProtocolEndpoint endpoint) {
        return () -> protocol.open(endpoint, () -> service);
    }

    public Limits limits(Limits defaults) {
        return protocol.limits(defaults);
    }
}
