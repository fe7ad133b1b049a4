package org.mailcloak.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;

/**
 * How long a call may take, and how much of everything. Every time is more than zero.
 *
 * @param connectTimeout for the TCP connection to one address of the host, and again for the TLS handshake
 * @param responseTimeout for each single wait for bytes of the answer
 * @param callTimeout for the whole call, from the wait for a connection to the last byte; resolving the host's name
 *     cannot be cut short and may come on top
 * @param connectionWait how long a call waits for one of the connections
 * @param maxConnections connections at once
 * @param maxBodyBytes longest answer with a page of a list, in bytes; any other may have 256 KiB, if that is less
 * @param caFile the certificates in PEM that sign the server's, instead of those that the Java runtime trusts
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration callTimeout,
        Duration connectionWait,
        int maxConnections,
        int maxBodyBytes,
        Optional<Path> caFile) {

    private static final String CA_FILE = "ca_file";
    private static final String CONNECT = "connect_timeout_seconds";
    private static final String RESPONSE = "response_timeout_seconds";
    private static final String CALL = "call_timeout_seconds";
    private static final String CONNECTIONS = "max_connections";

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(1);

    /** Of a page of a list: 125 accounts of 16 KiB each. */
    private static final int MAX_BODY_BYTES = 2 << 20;

    /** Of a token, or of what is about one account. */
    private static final int MAX_ANSWER_BYTES = 256 << 10;

    /** As many as there are threads for look-ups, probes, scans and events. */
    private static final int MAX_CONNECTIONS = 40;

    public HttpSettings {
        positive(connectTimeout);
        positive(responseTimeout);
        positive(callTimeout);
        positive(connectionWait);
        requireNonNull(caFile, "caFile");
        if (maxConnections < 1 || maxBodyBytes < 1) {
            throw new IllegalArgumentException("Limits are at least 1");
        }
    }

    /** 2 s to connect, 3 s for each wait, 5 s for a call, 40 connections, 2 MiB; the runtime's certificates. */
    public static HttpSettings defaults() {
        return new HttpSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                CONNECTION_WAIT,
                MAX_CONNECTIONS,
                MAX_BODY_BYTES,
                Optional.empty());
    }

    /** The longest answer to that call, in bytes. */
    int limit(HttpCall call) {
        return call.page() ? maxBodyBytes : Math.min(maxBodyBytes, MAX_ANSWER_BYTES);
    }

    /** What a provider adds to its own settings, for {@link #from}. */
    public static List<Setting> settings() {
        return List.of(
                Setting.optional(
                        CA_FILE,
                        Setting.Kind.PATH,
                        "A file with the certificates, in PEM, that sign the server's; instead of the system's."),
                Setting.optional(
                        CONNECT,
                        Setting.Kind.SECONDS,
                        "How long a connection to the server may take, from 1 to 60 seconds. Without it: 2."),
                Setting.optional(
                        RESPONSE,
                        Setting.Kind.SECONDS,
                        "How long the server may be silent during a call, from 1 to 60 seconds. Without it: 3."),
                Setting.optional(
                        CALL,
                        Setting.Kind.SECONDS,
                        "How long a whole call may take, from 1 to 60 seconds. Without it: 5."),
                Setting.optional(
                        CONNECTIONS,
                        Setting.Kind.NUMBER,
                        "How many connections to the server there may be at once, from 1 to 1000. Without it: 40."));
    }

    /**
     * Reads {@link #settings()}.
     *
     * @throws ProviderConfigException if a number is out of its range
     */
    public static HttpSettings from(ProviderConfig config) {
        HttpSettings defaults = defaults();
        return new HttpSettings(
                seconds(config, CONNECT, defaults.connectTimeout),
                seconds(config, RESPONSE, defaults.responseTimeout),
                seconds(config, CALL, defaults.callTimeout),
                CONNECTION_WAIT,
                (int) inRange(CONNECTIONS, config.number(CONNECTIONS, defaults.maxConnections), 1000),
                MAX_BODY_BYTES,
                config.path(CA_FILE));
    }

    private static Duration seconds(ProviderConfig config, String key, Duration ifAbsent) {
        return Duration.ofSeconds(inRange(key, config.duration(key, ifAbsent).toSeconds(), 60));
    }

    private static long inRange(String key, long value, long max) {
        if (value < 1 || value > max) {
            throw new ProviderConfigException(key + ": expected a number from 1 to " + max + ", found " + value);
        }
        return value;
    }

    private static void positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("A timeout is more than zero");
        }
    }
}
