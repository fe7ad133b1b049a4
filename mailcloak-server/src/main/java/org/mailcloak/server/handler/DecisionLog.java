package org.mailcloak.server.handler;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Verdict;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.logging.AddressMask;
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

    private static final List<String> ASKED =
            List.of("verdict", "reason", "stage", "queue", "client", "method", "login", "sender", "recipient");
    private static final List<String> BESIDE = List.of("detail", "certificate", "port", "instance", "id");

    private final LogSection.Addresses addresses;
    private final AddressMask mask;

    public DecisionLog(LogSection.Addresses addresses) {
        this.addresses = addresses;
        this.mask = AddressMask.of(addresses);
    }

    /**
     * What distinguishes one request from others like it, beside what it asks.
     *
     * @param id see {@link DecisionId}
     * @param queueId Postfix's; empty before the first recipient was accepted
     * @param clientPort as Postfix reports it; may be empty
     * @param instance Postfix's, the same for all requests of one transaction; may be empty
     */
    record Origin(long id, String queueId, String clientPort, String instance) {

        private long totalLength() {
            return (long) queueId.length() + clientPort.length() + instance.length();
        }
    }

    void write(PolicyQuery question, Decision decision, Origin origin, long nanos) {
        if (decision.verdict() == Verdict.DEFER) {
            LOG.warn("{}", line(question, decision, origin, nanos));
        } else if (decision.reason() == Reason.STAGE_NOT_CHECKED) {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{}", line(question, decision, origin, nanos));
            }
        } else if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(question, decision, origin, nanos));
        }
    }

    void write(String map, String key, SocketmapReply reply, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}",
                    LogLine.of(
                            "lookup",
                            (long) map.length() + key.length(),
                            pairs -> pairs.put("map", map)
                                    .put("key", address(key))
                                    .put("reply", reply.kind().name().toLowerCase(Locale.ROOT))
                                    .put("took_us", nanos / 1_000)));
        }
    }

    private LogLine line(PolicyQuery question, Decision decision, Origin origin, long nanos) {
        long chars = question.totalLength() + origin.totalLength();
        if (decision.detail().isPresent()) {
            chars += decision.detail().get().length();
        }
        return LogLine.of("decision", chars, pairs -> tell(pairs, question, decision, origin, nanos));
    }

    private void tell(LogLine.Pairs pairs, PolicyQuery question, Decision decision, Origin origin, long nanos) {
        put(pairs, ASKED, asked(question, decision, origin));
        pairs.put("took_us", nanos / 1_000);
        put(pairs, BESIDE, beside(question, decision, origin));
    }

    /** In a loop: pair after pair in one method would take the compiler 20 MiB. */
    private static void put(LogLine.Pairs pairs, List<String> names, String... values) {
        for (int i = 0; i < values.length; i++) {
            pairs.put(names.get(i), values[i]);
        }
    }

    /** The values of {@link #ASKED}. */
    private String[] asked(PolicyQuery question, Decision decision, Origin origin) {
        return new String[] {
            word(VERDICTS, decision.verdict()),
            word(REASONS, decision.reason()),
            question.stage().name(),
            mask.hide(origin.queueId()),
            mask.hide(question.clientAddress()),
            mask.hide(question.saslMethod()),
            question.saslUsername().isEmpty() ? "" : address(question.saslUsername()),
            question.sender().isEmpty() ? "<>" : address(question.sender()),
            address(question.recipient())
        };
    }

    /** The values of {@link #BESIDE}. */
    private String[] beside(PolicyQuery question, Decision decision, Origin origin) {
        return new String[] {
            decision.reason() != Reason.ALIAS_BROKEN || showsAddresses()
                    ? decision.detail().map(detail -> hidden(detail, question)).orElse("")
                    : "",
            mask.hide(question.certificate()),
            mask.hide(origin.clientPort()),
            mask.hide(origin.instance()),
            DecisionId.text(origin.id())
        };
    }

    /** A detail may name the login, and the addresses that the question was about. */
    private String hidden(String detail, PolicyQuery question) {
        if (showsAddresses()) {
            return detail;
        }
        String login = question.saslUsername();
        return login.isBlank() ? mask.hide(detail) : mask.hide(detail.replace(login, "*"));
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
