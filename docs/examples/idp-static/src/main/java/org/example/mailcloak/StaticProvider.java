package org.example.mailcloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** Reads the file at each look-up, so a change needs no restart; the host remembers the answers for a while. */
final class StaticProvider implements IdentityProvider {

    private final Path file;
    private volatile boolean closed;

    StaticProvider(Path file) {
        this.file = file;
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return find(identity -> identity.loginName().equalsIgnoreCase(loginName));
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return find(identity -> identity.owns(address));
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        try {
            everybody().forEach(visitor::found);
            return Scan.complete();
        } catch (IOException | RuntimeException failure) {
            return Scan.unavailable(reason(failure));
        }
    }

    @Override
    public String loginKey(String loginName) {
        return loginName.toLowerCase(Locale.ROOT);
    }

    /** A file that cannot be read, or that holds one bad line, is no authority on who exists. */
    private Lookup find(Predicate<Identity> wanted) {
        try {
            return Lookup.of(everybody().stream().filter(wanted).toList());
        } catch (IOException | RuntimeException failure) {
            return Lookup.unavailable(reason(failure));
        }
    }

    private List<Identity> everybody() throws IOException {
        if (closed) {
            throw new IOException("the provider is closed");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(StaticProvider::identity).toList();
        }
    }

    private String reason(Exception failure) {
        return "cannot use " + file + ": " + failure.getMessage();
    }

    private static Identity identity(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("expected login,state,address,aliases, found " + fields.length + " fields");
        }
        return new Identity(
                fields[0],
                fields[0],
                EmailAddress.parse(fields[2]),
                Stream.of(fields[3].split(" ")).flatMap(alias -> EmailAddress.parse(alias).stream()).collect(Collectors.toSet()),
                AccountState.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                Set.of());
    }

    @Override
    public void close() {
        closed = true;
    }
}
