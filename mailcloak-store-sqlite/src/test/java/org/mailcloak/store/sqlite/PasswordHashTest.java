package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /** The hashes of {@code secret} below are those of the reference library (libargon2). */
    private static final String SALT = "c2FsdHNhbHRzYWx0";

    @TempDir
    Path directory;

    @Test
    void hashShouldBeInDovecotsFormWhenMade() {
        assertThat(PasswordHash.argon2id("app-secret"))
                .matches("\\{ARGON2ID}\\$argon2id\\$v=19\\$m=65536,t=3,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void hashShouldVerifyOnlyItsPasswordWhenMade() {
        String stored = PasswordHash.argon2id("p\u00e4ssword");

        assertThat(PasswordHash.verify(stored, "p\u00e4ssword")).isTrue();
        assertThat(PasswordHash.verify(stored, "password")).isFalse();
        assertThat(PasswordHash.verify(stored, "")).isFalse();
    }

    @Test
    void hashesShouldDifferWhenPasswordIsTheSame() {
        assertThat(PasswordHash.argon2id("x")).isNotEqualTo(PasswordHash.argon2id("x"));
    }

    @Test
    void hashShouldBeRefusedWhenPasswordIsEmpty() {
        assertThatThrownBy(() -> PasswordHash.argon2id(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The password is empty");
    }

    @Test
    void olderProgramsHashShouldVerifyWhenPasswordIsRight() throws Exception {
        Path file = SqliteFiles.legacy(directory);
        String stored = SqliteFiles.rows(file, "SELECT secret_hash FROM apps WHERE app_id = 'app1'")
                .get(0);

        assertThat(PasswordHash.verify(stored, "app-secret")).isTrue();
        assertThat(PasswordHash.verify(stored, "app-Secret")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "{ARGON2ID}$argon2id$, qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
        "{argon2id}$argon2id$, qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
        "{ARGON2I}$argon2id$, qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
        "{ARGON2ID}$argon2i$, TGipz4JOA7wTYFuE58EBCfe3ELNqwNjLf7QaASk0/yI",
        "{ARGON2I}$argon2i$, TGipz4JOA7wTYFuE58EBCfe3ELNqwNjLf7QaASk0/yI"
    })
    void referenceHashShouldVerifyWhenTypeAndSchemeAreArgon2(String start, String hash) {
        String stored = start + "v=19$m=4096,t=2,p=2$" + SALT + "$" + hash;

        assertThat(PasswordHash.verify(stored, "secret")).isTrue();
        assertThat(PasswordHash.verify(stored, "Secret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{PLAIN}secret",
                "{SHA512-CRYPT}$6$x$y",
                "$argon2id$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
                "{ARGON2ID}$argon2d$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
                "{ARGON2ID}$argon2id$v=16$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
                "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE=",
                "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$",
                "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$AAAAA",
                "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=2$$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE",
                "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=2$c2FsdHNhbHRzYWx0$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE\n"
            })
    void textShouldMatchNoPasswordWhenItIsNoSuchHash(String stored) {
        assertThat(PasswordHash.verify(stored, "secret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=9999999,t=3,p=1",
                "m=262145,t=1,p=1",
                "m=99999999999,t=1,p=1",
                "m=65536,t=999,p=1",
                "m=65536,t=17,p=1",
                "m=65536,t=1,p=255",
                "m=4096,t=0,p=1",
                "m=4096,t=1,p=0",
                "m=7,t=1,p=1"
            })
    void hashShouldMatchNoPasswordWhenItWouldCostTooMuchOrIsOutOfRange(String cost) {
        String stored =
                "{ARGON2ID}$argon2id$v=19$" + cost + "$" + SALT + "$qOIxmk6OnJSUNR7/qet7ADQJwGs3ZjB7toqz9lnkiYE";

        assertThat(PasswordHash.verify(stored, "secret")).isFalse();
    }
}
