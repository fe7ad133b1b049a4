package org.mailcloak.server.handler;

import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.socketmap.SocketmapReply;

/** Receives every answer. Called by the threads of the event loops, so it must not block. */
public interface RequestObserver {

    /** For a host that does not watch. */
    RequestObserver NONE = new RequestObserver() {
        @Override
        public void decided(ProtocolState stage, Reason reason, long nanos) {}

        @Override
        public void lookedUp(String map, SocketmapReply.Kind outcome, long nanos) {}

        @Override
        public void unknownMap() {}
    };

    /** @param nanos from the complete request to its answer */
    void decided(ProtocolState stage, Reason reason, long nanos);

    /**
     * @param map one of those that exist
     * @param nanos from the complete request to its answer
     */
    void lookedUp(String map, SocketmapReply.Kind outcome, long nanos);

    /** Postfix has asked for a map that does not exist. */
    void unknownMap();
}
