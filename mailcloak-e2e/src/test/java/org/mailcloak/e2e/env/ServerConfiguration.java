package org.mailcloak.e2e.env;

import java.nio.file.Path;

/**
 * The server's configuration file.
 *
 * @param idp the lines below {@code idp:}
 * @param policy the lines below {@code policy:}
 * @param more what follows the names of the sockets: more of their section, and whole sections
 */
public record ServerConfiguration(
        String idp, Path database, Path policySocket, Path socketmapSocket, String policy, String more) {

    public ServerConfiguration(String idp, Path database, Path policySocket, Path socketmapSocket, String more) {
        this(idp, database, policySocket, socketmapSocket, "origin: d1.test\n", more);
    }

    /** Postfix may connect to the sockets. */
    public static ServerConfiguration forPostfix(String idp, Path database, Path policySocket, Path socketmapSocket) {
        return new ServerConfiguration(idp, database, policySocket, socketmapSocket, """
                socket_owner_user: postfix
                socket_owner_group: postfix
                socket_mode: "0660"
                """.indent(2));
    }

    /** The same with more lines below {@code policy:}. */
    public ServerConfiguration withPolicy(String lines) {
        return new ServerConfiguration(idp, database, policySocket, socketmapSocket, policy + lines, more);
    }

    public String yaml() {
        return "idp:\n" + idp.indent(2) + """
                sqlite:
                  path: %s
                policy:
                %ssockets:
                  policy_socket: %s
                  socketmap_socket: %s
                """.formatted(database, policy.indent(2), policySocket, socketmapSocket)
                + more;
    }
}
