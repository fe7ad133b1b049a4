package org.mailcloak.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.mailcloak.idp.ProviderConfigException;

/**
 * Puts a URL together so that no part can change another: everything but letters, digits and {@code -._~} is
 * percent-encoded as UTF-8 (RFC 3986 section 2.3). Immutable.
 */
public final class RequestUrl {

    private static final String PLAIN = "-._~";

    private final String text;
    private final boolean hasQuery;

    private RequestUrl(String text, boolean hasQuery) {
        this.text = text;
        this.hasQuery = hasQuery;
    }

    /**
     * Starts from what the operator configured. A path stays in front of every request's path, whether or not it ends
     * with a slash.
     *
     * @throws ProviderConfigException if the URL is not http or https with a host, or holds a user, query or fragment
     */
    public static RequestUrl base(URI base) {
        boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null) {
            throw new ProviderConfigException("base_url: expected an http or https URL with a host");
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new ProviderConfigException(
                    "base_url: expected a URL without user, ? and # at host " + base.getHost());
        }
        return new RequestUrl(base.toString().replaceAll("/+$", ""), false);
    }

    /**
     * Adds segments to the path; before any query.
     *
     * @throws IllegalArgumentException if one is empty, {@code .} or {@code ..}, or no Unicode text
     */
    public RequestUrl path(String... segments) {
        StringBuilder path = new StringBuilder(text);
        for (String segment : segments) {
            if (hasQuery || segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("No segment of a path: \"" + segment + '"');
            }
            path.append('/').append(encode(segment));
        }
        return new RequestUrl(path.toString(), false);
    }

    /** Ends the path with a slash, as some servers demand. */
    public RequestUrl slash() {
        return new RequestUrl(text + '/', hasQuery);
    }

    /**
     * Adds one parameter.
     *
     * @throws IllegalArgumentException if the value is no Unicode text
     */
    public RequestUrl query(String name, String value) {
        return new RequestUrl(text + (hasQuery ? '&' : '?') + encode(name) + '=' + encode(value), true);
    }

    public URI toUri() {
        return URI.create(text);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        ByteBuffer bytes = utf8(text);
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xff;
            if (isPlain((char) octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
        return encoded.toString();
    }

    /** Half a surrogate pair would otherwise become a question mark: another name than the one that was asked for. */
    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("No Unicode text", e);
        }
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }
}
