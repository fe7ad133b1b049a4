package org.mailcloak.e2e;

import java.nio.file.Path;

/**
 * The server's configuration file.
 *
 * @param idp the lines below {@code idp:}
 * @param more what follows the names of the sockets: more of their section, and whole sections
 */
record ServerConfiguration(String idp, Path database, Path policySocket, Path socketmapSocket, String more) {

    /** Postfix may connect to the sockets. */
    static ServerConfiguration forPostfix(String idp, Path database, Path policySocket, Path socketmapSocket) {
        return new ServerConfiguration(idp, database, policySocket, socketmapSocket, """
                socket_owner_user: postfix
                socket_owner_group: postfix
                socket_mode: "0660"
                """.indent(2));
    }

    String yaml() {
        return "idp:\n" + idp.indent(2) + """
                sqlite:
                  path: %s
                policy:
                  origin: d1.test
                sockets:
                  policy_socket: %s
                  socketmap_socket: %s
                """.formatted(database, policySocket, socketmapSocket) + more;
    }
}
