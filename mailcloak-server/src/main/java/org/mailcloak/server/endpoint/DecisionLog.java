package org.mailcloak.server.endpoint;

import java.util.Locale;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.Question;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Verdict;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.logging.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each decision, as {@code name=value} pairs: pass and reject at INFO, defer at WARN, and at DEBUG what
 * decides nothing (stages without a check, map look-ups). Addresses and logins are shown as {@code log.addresses} says.
 */
public final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.mailcloak.decision");

    private final LogSection.Addresses addresses;

    public DecisionLog(LogSection.Addresses addresses) {
        this.addresses = addresses;
    }

    void write(Question question, Decision decision, String queueId, long nanos) {
        if (decision.verdict() == Verdict.DEFER) {
            LOG.warn("{}", source(question, decision, queueId, nanos));
        } else if (decision.reason() == Reason.STAGE_NOT_CHECKED) {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{}", source(question, decision, queueId, nanos));
            }
        } else if (LOG.isInfoEnabled()) {
            LOG.info("{}", source(question, decision, queueId, nanos));
        }
    }

    void write(String map, String key, SocketmapReply reply, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}",
                    new LogLine("lookup")
                            .put("map", map)
                            .put("key", address(key))
                            .put("reply", reply.kind().name().toLowerCase(Locale.ROOT))
                            .put("took_us", nanos / 1_000));
        }
    }

    private LogLine.Source source(Question question, Decision decision, String queueId, long nanos) {
        return new LogLine.Source() {
            @Override
            public LogLine line() {
                return DecisionLog.this.line(question, decision, queueId, nanos);
            }

            /** For another log than ours, in a host that embeds the server. */
            @Override
            public String toString() {
                return line().toString();
            }
        };
    }

    private LogLine line(Question question, Decision decision, String queueId, long nanos) {
        LogLine line = new LogLine("decision")
                .put("verdict", decision.verdict().name().toLowerCase(Locale.ROOT))
                .put("reason", decision.reason().name().toLowerCase(Locale.ROOT))
                .put("stage", question.stage().name())
                .put("queue", queueId)
                .put("client", question.clientAddress())
                .put("method", question.saslMethod())
                .put("login", question.saslUsername().isEmpty() ? "" : address(question.saslUsername()))
                .put("sender", question.sender().isEmpty() ? "<>" : address(question.sender()))
                .put("recipient", address(question.recipient()))
                .put("took_us", nanos / 1_000);
        if (decision.reason() != Reason.ALIAS_BROKEN || showsAddresses()) {
            decision.detail().ifPresent(detail -> line.put("detail", detail));
        }
        return line;
    }

    /** Whether whole addresses may be logged. */
    boolean showsAddresses() {
        return addresses == LogSection.Addresses.FULL;
    }

    private String address(String text) {
        return switch (addresses) {
            case FULL -> text;
            case DOMAIN -> text.isEmpty() ? "" : "*" + domainOf(text);
            case NONE -> text.isEmpty() ? "" : "*";
        };
    }

    private static String domainOf(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? "" : text.substring(at);
    }
}
