package org.mailcloak.http;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.io.CloseMode;
import org.mailcloak.http.HttpOutcome.Failed;
import org.mailcloak.http.HttpOutcome.Ok;
import org.mailcloak.http.HttpOutcome.Refused;
import org.mailcloak.idp.Secret;

/**
 * Asks a server for JSON. One call is one request: nothing is retried, no redirect followed, no cookie kept. Certificates
 * and host names are always verified.
 *
 * <p>Safe for many threads. {@link #close} ends the calls that are under way.
 */
public final class JsonHttpClient implements AutoCloseable {

    private final HttpSettings settings;
    private final CloseableHttpClient client;
    private final Watchdog watchdog = new Watchdog();
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Opens no connection yet.
     *
     * @throws org.mailcloak.idp.ProviderConfigException if the file with the certificates cannot be used
     */
    public JsonHttpClient(HttpSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        this.client = HttpConnectionFactory.client(settings);
    }

    /**
     * Sends the request and reads the answer. Blocks for the call's timeout at most; see {@link HttpSettings}.
     *
     * @param shape reads the body of an answer from 200 to 299, as a rule with {@link JsonObjectReader}; anything that
     *     it throws makes the answer {@link Failure#MALFORMED}, and its connection is not used again. So it is the
     *     place to compare the answer with the question
     */
    public <T> HttpOutcome<T> call(HttpCall call, Function<JsonValue, T> shape) {
        long started = System.nanoTime();
        try (BodyBudget.Share share = BodyBudget.shared().share(settings.limit(call), settings.callTimeout())) {
            RawResponse answer = send(call, share);
            share.takeTurn();
            if (answer.isSuccess()) {
                return new Ok<>(read(answer, shape), since(started));
            }
            String reason = call + ": HTTP status " + answer.status();
            return new Refused<>(answer.status(), answer.details(), reason, since(started));
        } catch (CallFailedException e) {
            return new Failed<>(e.failure(), call + ": " + e.text(), since(started));
        }
    }

    private RawResponse send(HttpCall call, BodyBudget.Share share) throws CallFailedException {
        HttpUriRequestBase request = request(call);
        underWay.add(request);
        NonLoggingConnection.forgetLast();
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new CallFailedException(Failure.INTERRUPTED, "interrupted");
            }
            if (closed) {
                throw new CallFailedException(Failure.CLOSED, "the client is closed");
            }
            return send(request, settings.limit(call), share);
        } catch (IOException | IllegalStateException | RejectedExecutionException e) {
            throw failed(request, e);
        } finally {
            underWay.remove(request);
        }
    }

    private RawResponse send(HttpUriRequestBase request, int limit, BodyBudget.Share share) throws IOException {
        Future<?> alarm = watchdog.cancelAfter(request, settings.callTimeout());
        try {
            return client.execute(
                    request,
                    HttpConnectionFactory.mine(),
                    response -> new RawResponse(response.getCode(), Body.read(response.getEntity(), limit, share)));
        } finally {
            alarm.cancel(false);
        }
    }

    private static HttpUriRequestBase request(HttpCall call) {
        HttpUriRequestBase request = call.form().isPresent() ? new HttpPost(call.url()) : new HttpGet(call.url());
        call.form().ifPresent(form -> request.setEntity(new UrlEncodedFormEntity(pairs(form), StandardCharsets.UTF_8)));
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        call.bearer().ifPresent(token -> request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.reveal()));
        return request;
    }

    private static List<NameValuePair> pairs(Map<String, Secret> form) {
        return form.entrySet().stream()
                .<NameValuePair>map(field ->
                        new BasicNameValuePair(field.getKey(), field.getValue().reveal()))
                .toList();
    }

    private static <T> T read(RawResponse answer, Function<JsonValue, T> shape) throws CallFailedException {
        try {
            return requireNonNull(shape.apply(answer.json()), "shape");
        } catch (UnexpectedBodyException e) {
            NonLoggingConnection.distrustLast();
            throw new CallFailedException(Failure.MALFORMED, FailureMessages.oneLine(e.getMessage()), e);
        } catch (RuntimeException e) {
            // Parsers throw more than they document, on input that someone made for it.
            NonLoggingConnection.distrustLast();
            throw new CallFailedException(
                    Failure.MALFORMED,
                    "the answer cannot be read (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** The timer and the pool throw unchecked exceptions once they are closed, and to those who waited for the pool. */
    private CallFailedException failed(HttpUriRequestBase request, Exception e) {
        if (closed) {
            return new CallFailedException(Failure.CLOSED, "the client was closed", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new CallFailedException(Failure.INTERRUPTED, "interrupted", e);
        }
        if (request.isCancelled()) {
            String text = "no whole answer in " + FailureMessages.seconds(settings.callTimeout());
            return new CallFailedException(Failure.TIMEOUT, text, e);
        }
        if (e instanceof Body.EndedException ended && ended.getCause() instanceof CallFailedException why) {
            return why;
        }
        if (e instanceof IOException io) {
            Failure failure = FailureMessages.failure(io);
            return new CallFailedException(failure, FailureMessages.text(failure, io, settings), e);
        }
        throw new IllegalStateException("A call went wrong in an unknown way", e);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Ends the calls that are under way as {@link Failure#CLOSED}, and every later one. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(HttpUriRequestBase::cancel);
        client.close(CloseMode.IMMEDIATE);
        watchdog.close();
    }
}
