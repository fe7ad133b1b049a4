package org.example.mailcloak;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** Reads the file at each look-up, so a change needs no restart; the host remembers the answers for a while. */
final class StaticProvider implements IdentityProvider, AccountScanner {

    private final Path file;
    private final FileChanges changes;
    private volatile boolean closed;

    StaticProvider(Path file) {
        this.file = file;
        this.changes = new FileChanges(file);
    }

    /** A login has one account. If two lines have it, the answer is unclear: either could be the wrong one. */
    @Override
    public LookupResult findByLogin(String loginName) {
        try {
            List<Account> found = accounts().stream()
                    .filter(account -> loginKey(account.loginName()).equals(loginKey(loginName)))
                    .toList();
            return found.size() > 1
                    ? LookupResult.unclear(file + " has " + found.size() + " lines with this login")
                    : LookupResult.of(found);
        } catch (IOException | RuntimeException failure) {
            return LookupResult.unavailable(reason(failure));
        }
    }

    /** An address may have several owners. */
    @Override
    public LookupResult findByAddress(EmailAddress address) {
        try {
            return LookupResult.of(
                    accounts().stream().filter(account -> account.owns(address)).toList());
        } catch (IOException | RuntimeException failure) {
            return LookupResult.unavailable(reason(failure));
        }
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return Optional.of(this);
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(changes);
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        try {
            accounts().forEach(visitor::found);
            return ScanResult.complete();
        } catch (IOException | RuntimeException failure) {
            return ScanResult.unavailable(reason(failure));
        }
    }

    @Override
    public String loginKey(String loginName) {
        return loginName.toLowerCase(Locale.ROOT);
    }

    /** A file that cannot be read, or that holds one bad line, is no authority on who exists. */
    private List<Account> accounts() throws IOException {
        if (closed) {
            throw new IOException("the provider is closed");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(StaticProvider::account).toList();
        }
    }

    /** A line: login, state, address, aliases. The login is the id too, so it must never change. */
    private static Account account(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("expected login,state,address,aliases, found " + fields.length + " fields");
        }
        return Account.builder(fields[0], fields[0])
                .state(AccountState.valueOf(fields[1].toUpperCase(Locale.ROOT)))
                .primaryAddress(EmailAddress.parse(fields[2]))
                .aliasAddresses(Stream.of(fields[3].split(" "))
                        .flatMap(alias -> EmailAddress.parse(alias).stream())
                        .collect(Collectors.toSet()))
                .build();
    }

    /** The message of the first two exceptions is the path alone; the operator needs to know what is wrong with it. */
    private String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return file + " cannot be read: permission denied";
        }
        return "cannot use " + file + ": " + failure.getMessage();
    }

    @Override
    public void close() {
        closed = true;
        changes.close();
    }
}
