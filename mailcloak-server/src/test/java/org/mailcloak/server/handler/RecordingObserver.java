package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.socketmap.SocketmapReply;

/** Writes down what it is told. */
final class RecordingObserver implements RequestObserver {

    private final List<String> seen = new ArrayList<>();

    @Override
    public void decided(ProtocolState stage, Reason reason, long nanos) {
        assertThat(nanos).isPositive();
        seen.add(stage + " " + reason);
    }

    @Override
    public void lookedUp(String map, SocketmapReply.Kind outcome, long nanos) {
        assertThat(nanos).isPositive();
        seen.add(map + " " + outcome);
    }

    @Override
    public void unknownMap() {
        seen.add("unknown map");
    }

    List<String> seen() {
        return seen;
    }
}
