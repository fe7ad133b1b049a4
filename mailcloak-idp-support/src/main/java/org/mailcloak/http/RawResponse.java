package org.mailcloak.http;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** What a server sent, whole but not looked at. */
final class RawResponse {

    private final int status;
    private final byte[] body;

    RawResponse(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    /** @throws UnexpectedBodyException if the body is not one JSON value */
    JsonValue json() {
        return JsonBody.parse(body);
    }

    /** The object that a refusal may come with. Its absence says nothing: proxies send pages instead. */
    JsonObject details() {
        try {
            return json() instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        } catch (UnexpectedBodyException e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
