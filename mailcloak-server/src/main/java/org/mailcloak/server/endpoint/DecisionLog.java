package org.mailcloak.server.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
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

    private static final Map<Verdict, String> VERDICTS = words(Verdict.class);
    private static final Map<Reason, String> REASONS = words(Reason.class);

    private final LogSection.Addresses addresses;

    public DecisionLog(LogSection.Addresses addresses) {
        this.addresses = addresses;
    }

    void write(Question question, Decision decision, String queueId, long nanos) {
        if (decision.verdict() == Verdict.DEFER) {
            LOG.warn("{}", line(question, decision, queueId, nanos));
        } else if (decision.reason() == Reason.STAGE_NOT_CHECKED) {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{}", line(question, decision, queueId, nanos));
            }
        } else if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(question, decision, queueId, nanos));
        }
    }

    void write(String map, String key, SocketmapReply reply, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}",
                    LogLine.of(
                            "lookup",
                            pairs -> pairs.put("map", map)
                                    .put("key", address(key))
                                    .put("reply", reply.kind().name().toLowerCase(Locale.ROOT))
                                    .put("took_us", nanos / 1_000)));
        }
    }

    private LogLine line(Question question, Decision decision, String queueId, long nanos) {
        return LogLine.of("decision", pairs -> tell(pairs, question, decision, queueId, nanos));
    }

    private void tell(LogLine.Pairs pairs, Question question, Decision decision, String queueId, long nanos) {
        pairs.put("verdict", word(VERDICTS, decision.verdict()))
                .put("reason", word(REASONS, decision.reason()))
                .put("stage", question.stage().name())
                .put("queue", queueId)
                .put("client", question.clientAddress())
                .put("method", question.saslMethod())
                .put("login", question.saslUsername().isEmpty() ? "" : address(question.saslUsername()))
                .put("sender", question.sender().isEmpty() ? "<>" : address(question.sender()))
                .put("recipient", address(question.recipient()))
                .put("took_us", nanos / 1_000);
        if (decision.reason() != Reason.ALIAS_BROKEN || showsAddresses()) {
            decision.detail().ifPresent(detail -> pairs.put("detail", detail));
        }
    }

    private static <E extends Enum<E>> Map<E, String> words(Class<E> type) {
        Map<E, String> words = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            words.put(constant, constant.name().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static <E extends Enum<E>> String word(Map<E, String> words, E constant) {
        return requireNonNull(words.get(constant));
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
