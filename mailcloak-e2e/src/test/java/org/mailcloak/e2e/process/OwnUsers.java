package org.mailcloak.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mailcloak.e2e.env.Sandbox;

/**
 * Users and groups that only the processes started here know: /etc/passwd and /etc/group are covered in a mount namespace
 * of theirs, and nothing on the machine changes.
 */
record OwnUsers(Path passwd, Path group) {

    /** The server's: its primary group is 64002, and it is in the groups 64003 and 64004 too. */
    static final String SERVER = "mcserver";

    static final int SERVER_UID = 64_001;

    /** Somebody else, with the uid and the group 64005. */
    static final String CLIENT = "mcclient";

    static final int CLIENT_UID = 64_005;

    private static final String COVER =
            "mount --bind \"$0\" /etc/passwd && mount --bind \"$1\" /etc/group && shift && exec \"$@\"";

    static OwnUsers in(Sandbox sandbox) {
        try {
            return new OwnUsers(
                    sandbox.file("passwd", Files.readString(Path.of("/etc/passwd")) + """
                            mcserver:x:64001:64002::/nonexistent:/usr/sbin/nologin
                            mcclient:x:64005:64005::/nonexistent:/usr/sbin/nologin
                            mctoor:x:0:64002::/nonexistent:/usr/sbin/nologin
                            """),
                    sandbox.file("group", Files.readString(Path.of("/etc/group")) + """
                            mcmail:x:64002:
                            mcone:x:64003:mcserver
                            mctwo:x:64004:root,mcserver
                            mcclient:x:64005:
                            """));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of a program that knows these users. */
    List<String> command(List<String> line) {
        List<String> whole =
                new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", COVER, passwd.toString(), group.toString()));
        whole.addAll(line);
        return whole;
    }
}
