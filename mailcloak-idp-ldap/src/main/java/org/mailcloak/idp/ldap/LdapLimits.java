package org.mailcloak.idp.ldap;

import java.time.Duration;
import java.util.List;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.mailcloak.idp.Setting.Kind;

/**
 * How long things may take, and how many at once.
 *
 * @param connect for a connection to one server, from 1 to 60 s
 * @param response for the answer to one operation, from 1 to 60 s
 * @param call for a whole look-up, with the wait for a connection and the change to another server, from 1 to 60 s
 * @param connections to the directory at once, from 1 to 1000
 * @param message how many bytes one entry may have in the attributes that are read
 * @param members how many members a group may have, from 1
 */
record LdapLimits(Duration connect, Duration response, Duration call, int connections, int message, int members) {

    /** No person has so much, and with all connections in use it is a part of the smallest heap. */
    private static final int LEAST_MESSAGE = 256 * 1024;

    /** For the name of one member. Directories with long branches have names of 100 to 200 bytes. */
    private static final int MEMBER_BYTES = 256;

    LdapLimits(Duration connect, Duration response, Duration call, int connections, int members) {
        this(connect, response, call, connections, Math.max(LEAST_MESSAGE, MEMBER_BYTES * members), members);
    }

    private static final String CONNECT = "connect_timeout_seconds";
    private static final String RESPONSE = "response_timeout_seconds";
    private static final String CALL = "call_timeout_seconds";
    private static final String CONNECTIONS = "max_connections";

    /**
     * A server that hangs is noticed after one {@link #RESPONSE}, and once more by the login on a new connection before
     * the next server has its turn: both fit into a call.
     */
    private static final LdapLimits DEFAULTS = new LdapLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            16,
            ProviderConfig.DEFAULT_GROUP_MEMBER_LIMIT);

    static List<Setting> declared() {
        return List.of(
                Setting.optional(
                        CONNECT,
                        Kind.SECONDS,
                        "How long a connection to one server may take, from 1 to 60 seconds. Without it: 2."),
                Setting.optional(
                        RESPONSE,
                        Kind.SECONDS,
                        "How long one operation of a server may take, from 1 to 60 seconds. Without it: 2."),
                Setting.optional(
                        CALL,
                        Kind.SECONDS,
                        "How long a whole look-up may take, other servers included, from 1 to 60 seconds. Without it: 6."),
                Setting.optional(
                        CONNECTIONS,
                        Kind.NUMBER,
                        "How many connections to the directory there may be at once, from 1 to 1000. Without it: 16."));
    }

    static LdapLimits from(ProviderConfig config) {
        return new LdapLimits(
                seconds(config, CONNECT, DEFAULTS.connect),
                seconds(config, RESPONSE, DEFAULTS.response),
                seconds(config, CALL, DEFAULTS.call),
                (int) inRange(CONNECTIONS, config.number(CONNECTIONS, DEFAULTS.connections), 1000),
                config.groupMemberLimit());
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
}
