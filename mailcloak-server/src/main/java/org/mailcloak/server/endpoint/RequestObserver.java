package org.mailcloak.server.endpoint;

import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Stage;
import org.mailcloak.protocol.socketmap.SocketmapReply;

/** Is told of every answer. Called by the threads that serve, which it must not hold up. */
public interface RequestObserver {

    /** For a host that does not watch. */
    RequestObserver NONE = new RequestObserver() {
        @Override
        public void decided(Stage stage, Reason reason, long nanos) {}

        @Override
        public void lookedUp(String map, SocketmapReply.Kind outcome, long nanos) {}

        @Override
        public void unknownMap() {}
    };

    /** @param nanos from the complete request to its answer */
    void decided(Stage stage, Reason reason, long nanos);

    /**
     * @param map one of those that exist
     * @param nanos from the complete request to its answer
     */
    void lookedUp(String map, SocketmapReply.Kind outcome, long nanos);

    /** Postfix has asked for a map that does not exist. */
    void unknownMap();
}
