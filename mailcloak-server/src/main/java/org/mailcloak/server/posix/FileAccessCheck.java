package org.mailcloak.server.posix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this process, which has become another user, can still read a file. */
public final class FileAccessCheck {

    private FileAccessCheck() {}

    /**
     * @param user who the process has become, for the message
     * @return what keeps the user from the file, and the remedy; empty if nothing does, or there is no such file
     */
    public static Optional<String> obstacle(Path file, String user) {
        Path whole = file.toAbsolutePath();
        for (Path folder = whole.getRoot(); folder != null && !folder.equals(whole); folder = next(folder, whole)) {
            if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
                return Optional.of(file + " is out of reach for " + user
                        + ", as whom daemon.user lets this process run:"
                        + " the folder " + folder + " is closed to that user; open it (chmod or chown), or put the"
                        + " file elsewhere");
            }
        }
        return Files.exists(whole) && !Files.isReadable(whole)
                ? Optional.of(file + " cannot be read by " + user + ", as whom daemon.user lets this process run; give"
                        + " it to that user or to a group of that user, with the mode 0640 or 0660")
                : Optional.empty();
    }

    private static Path next(Path folder, Path whole) {
        return folder.resolve(whole.getName(folder.getNameCount()));
    }
}
