package org.mailcloak.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** What an exception of the HTTP client means to people. */
final class FailureMessages {

    /** Enough for the name of a certificate; a server could put a novel into one. */
    private static final int MAX_LENGTH = 200;

    private FailureMessages() {}

    static Failure failure(IOException e) {
        if (e instanceof Body.TooLargeException) {
            return Failure.TOO_LARGE;
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return Failure.BUSY;
        }
        if (e instanceof UnknownHostException) {
            return Failure.UNKNOWN_HOST;
        }
        if (e instanceof ConnectException) {
            return Failure.REFUSED;
        }
        if (e instanceof NoRouteToHostException) {
            return Failure.UNREACHABLE;
        }
        if (e instanceof SSLException) {
            return Failure.TLS;
        }
        return e instanceof InterruptedIOException ? Failure.TIMEOUT : Failure.BROKEN;
    }

    static String text(Failure failure, IOException e, HttpSettings settings) {
        return switch (failure) {
            case UNKNOWN_HOST -> "the host is unknown";
            case REFUSED -> "no connection: Connection refused";
            case UNREACHABLE -> "no connection: " + oneLine(e.getMessage());
            case TLS -> "TLS failed: " + oneLine(e.getMessage());
            case TIMEOUT ->
                e instanceof ConnectTimeoutException
                        ? "no connection in " + seconds(settings.connectTimeout())
                        : "no answer in " + seconds(settings.responseTimeout());
            case TOO_LARGE -> oneLine(e.getMessage());
            case BUSY -> "all " + settings.maxConnections() + " connections are in use";
            case BROKEN -> "the connection broke before the answer was whole";
            case MALFORMED, INTERRUPTED, CLOSED -> throw new IllegalArgumentException(failure.name(), e);
        };
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Control characters and line ends become blanks, and the rest is cut to a length that fits a line. */
    static String oneLine(@Nullable String text) {
        String line = text == null ? "no details" : text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    }
}
