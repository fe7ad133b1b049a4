package org.mailcloak.http;

/** Why a call brought no answer that can be used. */
public enum Failure {
    /** No such host: there is no address to connect to. */
    UNKNOWN_HOST,
    /** The host is there, and nothing listens on the port, or a firewall refuses in its name. */
    REFUSED,
    /** No way from this machine to the address: no network, no route, no leave of this machine, or no socket left. */
    UNREACHABLE,
    /** The certificate is not trusted or names another host, or the handshake broke. */
    TLS,
    /** No connection, no answer or not the whole answer in time. */
    TIMEOUT,
    /** The connection broke before the answer was whole, or what came was not HTTP. */
    BROKEN,
    /** The answer is longer than allowed. */
    TOO_LARGE,
    /** The answer is not JSON, or not of the shape that was expected. */
    MALFORMED,
    /** All connections were in use for too long. */
    BUSY,
    /** The calling thread was interrupted; its flag is still set. */
    INTERRUPTED,
    /** The client is closed, or was closed during the call. */
    CLOSED;

    /** Whether the server did answer, or broke off the answer: the failure may be that of this one request only. */
    public boolean isAnswered() {
        return switch (this) {
            case BROKEN, TOO_LARGE, MALFORMED -> true;
            case UNKNOWN_HOST, REFUSED, UNREACHABLE, TLS, TIMEOUT, BUSY, INTERRUPTED, CLOSED -> false;
        };
    }

    /**
     * What an operator can do about it.
     *
     * @param url the name of the setting with the server's address
     */
    public String remedy(String url) {
        return switch (this) {
            case UNKNOWN_HOST -> "see the spelling of the host in " + url + ", and whether this machine's DNS knows it";
            case REFUSED -> "see that the server runs, and listens on the host and port in " + url;
            case UNREACHABLE ->
                "see this machine's network, routes and firewall, and which address the host in " + url + " has";
            case TLS ->
                "let " + url + " have a host name of the certificate, and ca_file the certificates that sign it";
            case TIMEOUT ->
                "see that the server runs and has time, and that no firewall on the way to the host in " + url
                        + " drops the packets";
            case BROKEN, BUSY -> "see the server's log, and what stands between it and this machine";
            case MALFORMED, TOO_LARGE -> "see that " + url + " names the provider, and not a page of something else";
            case INTERRUPTED, CLOSED -> "try again";
        };
    }
}
