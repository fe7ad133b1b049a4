package org.mailcloak.server.handler;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * A protocol that the server speaks. Safe for use by many threads.
 *
 * @param <S> the service that answers requests, all of one configuration
 */
public interface Protocol<S> {

    /** Every request is answered within this time, well under Postfix's 100 s ({@code smtpd_policy_service_timeout}). */
    Duration BUDGET = Duration.ofSeconds(10);

    /** Returns the configuration key that says where it listens, such as {@code sockets.policy_socket}. */
    String key();

    /** Returns its sockets in the order in which they are opened; empty if it is not wanted. */
    List<ProtocolEndpoint> endpoints(SocketsSection settings);

    /**
     * Returns the bounds of its connections. The bound of the memory that they hold is the server's, for all protocols together.
     *
     * @param defaults those of the server
     */
    default Limits limits(Limits defaults) {
        return defaults;
    }

    /** Makes the service; at the start and at each reload. */
    S service(ServiceContext context);

    /**
     * Opens the handler of a connection.
     *
     * @param inUse the service for the next request: a reload replaces it while connections stay open
     */
    ProtocolHandler open(ProtocolEndpoint endpoint, Supplier<S> inUse);
}
