package org.mailcloak.cli;

import java.nio.file.Path;

/** Texts of configuration files. */
final class Configurations {

    private Configurations() {}

    /** A whole configuration with the embedded provider. */
    static String local(Path database) {
        return """
                idp:
                  provider: local
                sqlite:
                  path: %s
                sockets:
                  policy_socket: /run/mailcloak/policy.sock
                  socketmap_socket: /run/mailcloak/socketmap.sock
                policy:
                  recipient_delimiter: "+"
                """.formatted(database);
    }
}
