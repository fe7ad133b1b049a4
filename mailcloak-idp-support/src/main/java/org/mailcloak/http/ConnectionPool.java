package org.mailcloak.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Makes connections whose failures say how far they came: {@link Failure#isAnswered} must not hold for one that broke
 * before a question was sent.
 */
final class ConnectionPool extends PoolingHttpClientConnectionManagerBuilder {

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver dns, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                proxy -> new ConnectingSocket(),
                ports,
                dns,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, new Handshake(tls))
                        .build());
    }

    /** A connection that breaks during the handshake is a failure of TLS. */
    private record Handshake(TlsSocketStrategy tls) implements TlsSocketStrategy {

        @Override
        public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
                throws IOException {
            try {
                return tls.upgrade(socket, target, port, attachment, context);
            } catch (SocketException e) {
                throw new SSLException("the connection broke during the handshake: " + e.getMessage(), e);
            }
        }
    }
}
