package org.mailcloak.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sets HttpClient up: every time bounded, and nothing done that was not asked for. Its own retries would sleep on the
 * calling thread for as long as the server's {@code Retry-After} says, and repeat a POST.
 *
 * <p>Each thread keeps its connection ({@link #mine}): a provider that doubts an answer asks another question after it, and
 * where answers came in the wrong order both would be wrong. Over two connections the second could be right.
 */
final class HttpConnectionFactory {

    /**
     * Every connection that was idle for a millisecond is tested, for two more, before it is used again. Otherwise a
     * server that restarts, or ends idle connections, would cost one failed call for each of them.
     */
    private static final Duration TEST_AFTER = Duration.ZERO;

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private HttpConnectionFactory() {}

    static CloseableHttpClient client(HttpSettings settings) {
        return HttpClients.custom()
                .setConnectionManager(pool(settings))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.connectionWait()))
                        .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Mailcloak")
                .evictIdleConnections(TimeValue.of(IDLE))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** For one request of this thread. A connection without its mark is not lent to it, nor one with it to others. */
    static HttpClientContext mine() {
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(Thread.currentThread().getId());
        return context;
    }

    private static PoolingHttpClientConnectionManager pool(HttpSettings settings) {
        return new ConnectionPool()
                .setConnectionFactory(socket -> new NonLoggingConnection())
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                        .setValidateAfterInactivity(TimeValue.of(TEST_AFTER))
                        .setTimeToLive(TimeValue.of(TIME_TO_LIVE))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(TrustedCertificates.context(settings.caFile()))
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                        .buildClassic())
                .build();
    }
}
