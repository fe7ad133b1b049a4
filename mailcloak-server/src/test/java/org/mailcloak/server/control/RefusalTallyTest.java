package org.mailcloak.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.server.handler.RequestObserver;

class RefusalTallyTest {

    private final RefusalTally tally = new RefusalTally(RequestObserver.NONE);

    @Test
    void refusalsAndDeferralsShouldBeCountedByReasonAndPassesNotAtAll() {
        tally.decided(ProtocolState.RCPT, Reason.RECIPIENT_UNKNOWN, 1);
        tally.decided(ProtocolState.RCPT, Reason.USER_OWNS_SENDER, 1);
        tally.decided(ProtocolState.RCPT, Reason.RECIPIENT_UNKNOWN, 1);
        tally.decided(ProtocolState.RCPT, Reason.IDP_UNAVAILABLE, 1);

        assertThat(tally.refusals())
                .extracting(RefusalTally.Refusal::reason, RefusalTally.Refusal::times)
                .containsExactlyInAnyOrder(tuple(Reason.RECIPIENT_UNKNOWN, 2L), tuple(Reason.IDP_UNAVAILABLE, 1L));
        assertThat(tally.refusals())
                .allSatisfy(refusal -> assertThat(refusal.lastMillis()).isPositive());
    }
}
