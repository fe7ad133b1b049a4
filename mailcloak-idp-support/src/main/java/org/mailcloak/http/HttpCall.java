package org.mailcloak.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.idp.Secret;

/**
 * One request. {@link #toString} names method and place, without the query and without secrets.
 *
 * @param url made by {@link RequestUrl}
 * @param bearer the token for the {@code Authorization} header
 * @param form for a POST: the fields, sent as {@code application/x-www-form-urlencoded}; without it the request is a GET
 * @param page whether the answer is a page of a list, and may be longer than one about a single account
 */
public record HttpCall(URI url, Optional<Secret> bearer, Optional<Map<String, Secret>> form, boolean page) {

    public HttpCall {
        requireNonNull(url, "url");
        requireNonNull(bearer, "bearer");
        form = form.map(Map::copyOf);
    }

    public static HttpCall get(URI url, Secret bearer) {
        return new HttpCall(url, Optional.of(bearer), Optional.empty(), false);
    }

    /** Asks for a page of a list. */
    public static HttpCall page(URI url, Secret bearer) {
        return new HttpCall(url, Optional.of(bearer), Optional.empty(), true);
    }

    public static HttpCall postForm(URI url, Map<String, Secret> form) {
        return new HttpCall(url, Optional.empty(), Optional.of(form), false);
    }

    /** {@code GET https://sso.example.com/admin/realms/mail/users}. */
    @Override
    public String toString() {
        String place = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return (form.isPresent() ? "POST " : "GET ") + place + url.getRawPath();
    }
}
