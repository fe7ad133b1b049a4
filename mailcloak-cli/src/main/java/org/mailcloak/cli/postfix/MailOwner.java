package org.mailcloak.cli.postfix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user that Postfix's processes run as: {@code mail_owner}, with its primary group and no other.
 *
 * @param name of the user
 * @param uid of the user
 * @param gid of its primary group
 */
record MailOwner(String name, int uid, int gid) {

    private static final Path USERS = Path.of("/etc/passwd");
    private static final int FIELDS = 4;

    private static final int EXECUTE = 1;
    private static final int READ_WRITE = 6;

    /** Empty if the machine has no such user in /etc/passwd. */
    static Optional<MailOwner> of(String name) {
        try (Stream<String> lines = Files.lines(USERS, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":"))
                    .filter(fields -> fields.length >= FIELDS && fields[0].equals(name))
                    .findFirst()
                    .map(fields -> new MailOwner(name, Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * What keeps this user from a socket; empty if nothing does.
     *
     * @param socket an absolute path
     */
    Optional<String> obstacle(Path socket) {
        Path folder = Path.of("/");
        for (Path part : Optional.ofNullable(socket.getParent()).orElse(folder)) {
            folder = folder.resolve(part);
            Optional<String> closed = closed(folder, EXECUTE, "may not enter the folder ");
            if (closed.isPresent()) {
                return closed;
            }
        }
        return closed(socket, READ_WRITE, "may not write to the socket ");
    }

    private Optional<String> closed(Path file, int wanted, String trouble) {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(file, "unix:uid,gid,mode");
        } catch (NoSuchFileException missing) {
            return Optional.of("there is no " + file);
        } catch (IOException hidden) {
            return Optional.of("this user cannot look at " + file + "; run the command as root");
        }
        int mode = (Integer) attributes.getOrDefault("mode", 0);
        int owner = (Integer) attributes.getOrDefault("uid", -1);
        int group = (Integer) attributes.getOrDefault("gid", -1);
        int rights = owner == uid ? mode >> 6 : group == gid ? mode >> 3 : mode;
        return (rights & wanted) == wanted || uid == 0
                ? Optional.empty()
                : Optional.of("the user " + name + " " + trouble + file + " (owner " + owner + ", group " + group
                        + ", mode " + Integer.toOctalString(mode & 07777) + ")");
    }
}
