package org.mailcloak.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailcloak.address.EmailAddress;

/** A list of addresses or logins as the value of an entry. */
final class ResultList {

    /** Bytes of a reply after "OK " ({@code util/dict_sockmap.c}: DICT_SOCKMAP_MAX_REPLY). */
    private static final int MAX_LENGTH = 100_000 - 3;

    /** What the names are. */
    enum Kind {
        TARGETS("targets", ", "),
        OWNERS("owners", ",");

        private final String words;
        private final String separator;

        Kind(String words, String separator) {
            this.words = words;
            this.separator = separator;
        }
    }

    private ResultList() {}

    /**
     * One that is too long is broken: Postfix would give up the connection, and half of a list is a wrong answer.
     *
     * @param key for the log
     * @param names not empty
     */
    static MapAnswer list(EmailAddress key, Kind kind, List<String> names) {
        String value = String.join(kind.separator, names);
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        return length <= MAX_LENGTH
                ? MapAnswer.found(value)
                : MapAnswer.broken(key + ": its " + kind.words + " have " + length + " bytes together, Postfix takes "
                        + MAX_LENGTH);
    }
}
