package org.mailcloak.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/** What administrators write, and what is read of it. */
class InputTablesTest {

    /** In summer: two hours before UTC. */
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneId.of("Europe/Berlin"));

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static String fault(Parsed<?> parsed) {
        return parsed.fold(value -> "read: " + value, Parsed.Refused::message);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d1.test, alice@d1.test",
        "Alice@D1.Test, alice@d1.test",
        "alice@d1.test., alice@d1.test",
        "o'brien@d1.test, o'brien@d1.test",
        "a+b@d1.test, a+b@d1.test",
        "a.b_c-d@d1.test, a.b_c-d@d1.test",
        "alice@bücher.test, alice@xn--bcher-kva.test",
        "alice@[192.0.2.1], alice@[192.0.2.1]"
    })
    void addressShouldBeReadInNormalForm(String text, String address) {
        assertThat(AddressInput.parse(text))
                .isEqualTo(Parsed.accepted(EmailAddress.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "alice => no @",
                "@d1.test => nothing before its @",
                "alice@ => nothing after its @",
                "a@d1.test,b@d1.test => name each address by itself",
                "Alice <alice@d1.test> => write alice@d1.test",
                "<alice@d1.test> => write alice@d1.test",
                "mailto:alice@d1.test => write alice@d1.test",
                "` alice@d1.test` => write alice@d1.test",
                "alice @d1.test => holds a blank",
                "\"a b\"@d1.test => it holds",
                "*@d1.test => wildcard",
                "a%b@d1.test => a way to another host",
                "a!b@d1.test => a way to another host",
                "a@b@d1.test => a way to another host",
                "-a@d1.test => begins with a hyphen",
                "|cmd@d1.test => begins with |",
                "/x@d1.test => begins with /",
                ".a@d1.test => with a dot",
                "a.@d1.test => with a dot",
                "a..b@d1.test => with a dot",
                "a(b)@d1.test => needs quotes",
                "a\u200bb@d1.test => invisible character (U+200B)",
                "alice@d1..test => empty label",
                "alice@192.0.2.1 => in brackets"
            })
    void addressShouldBeRefusedWithTheFaultOrTheRemedy(String text, String said) {
        assertThat(fault(AddressInput.parse(text)))
                .startsWith("'" + text + "' is not ")
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource({"@d1.test, @d1.test", "@D1.Test, @d1.test", "sales@d1.test, sales@d1.test"})
    void aliasShouldBeAnAddressOrACatchAll(String text, String alias) {
        assertThat(AddressInput.parseAlias(text).fold(Object::toString, Parsed.Refused::message))
                .isEqualTo(alias);
    }

    @ParameterizedTest
    @CsvSource({"*@d1.test, write @d1.test", "%@d1.test, write @d1.test", "d1.test, write @d1.test", "sales, no @"})
    void aliasShouldBeRefusedWithTheRemedy(String text, String said) {
        assertThat(fault(AddressInput.parseAlias(text))).contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "d1.test, d1.test",
        "D1.TEST., d1.test",
        "bücher.test, xn--bcher-kva.test",
        "a_b.d1.test, a_b.d1.test",
        "localhost, localhost",
        "[192.0.2.1], [192.0.2.1]"
    })
    void domainShouldBeReadInNormalForm(String text, String name) {
        assertThat(DomainInput.parse(text))
                .isEqualTo(Parsed.accepted(MailDomain.parse(name).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "`` => it is empty",
                "a.test,b.test => name each domain by itself",
                "` a.test` => write a.test",
                "a b.test => holds a blank",
                "@a.test => write a.test",
                "alice@a.test => write a.test",
                "*.a.test => several domains",
                ".a.test => several domains",
                "https://a.test => URL or a path",
                "a..test => empty label",
                "-a.test => its label '-a'",
                "a-.test => its label 'a-'",
                "192.0.2.1 => in brackets",
                "[1.2] => no domain literal",
                "<a.test> => angle brackets",
                "a\u202eb.test => invisible character (U+202E)"
            })
    void domainShouldBeRefusedWithTheFaultOrTheRemedy(String text, String said) {
        assertThat(fault(DomainInput.parse(text)))
                .startsWith("'" + text + "' is not a mail domain: ")
                .contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "a.b", "o'brien", "jörg", "a+b", "alice@d1.test", "a_b-c", "Alice"})
    void loginShouldBeKeptAsItIsWritten(String text) {
        assertThat(LoginInput.parse(text)).isEqualTo(Parsed.accepted(text));
        assertThat(LoginInput.parseNew(text)).isEqualTo(Parsed.accepted(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "`` => it is empty",
                "a,b => name each login by itself",
                "`alice ` => write alice",
                "a b => holds a blank",
                "a:b => holds :",
                "a*b => holds *",
                "(a) => holds (",
                "/alice => begins with /",
                "-alice => begins with -",
                "`~alice` => begins with ~",
                "a@b@d1.test => a way to another host",
                "alice@ => nothing after its @",
                "a\u2060b => invisible character (U+2060)"
            })
    void loginShouldBeRefusedWithTheFaultOrTheRemedy(String text, String said) {
        assertThat(fault(LoginInput.parse(text)))
                .startsWith("'" + text + "' is not a login name: ")
                .contains(said);
        assertThat(LoginInput.parseNew(text)).isInstanceOf(Parsed.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".alice", "..", "a/b", "a%u", "a!b", "a\\b"})
    void newLoginShouldAlsoServeAsTheNameOfAFolder(String text) {
        assertThat(LoginInput.parseNew(text)).isInstanceOf(Parsed.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"alice, Login", "alice@d1.test, Address", "a..b@far.example, Address", "discard:, Discard"})
    void targetShouldBeOneOfItsKinds(String text, String kind) {
        assertThat(fault(TargetInput.parse(text))).startsWith("read: " + kind + "[text=" + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "/dev/null => write discard:",
                ":blackhole: => write discard:",
                "DISCARD: => write discard:",
                "discard:all => write discard:",
                ":include:/etc/list => lists in files",
                ":fail: no such user => aliases disable",
                "|/usr/bin/procmail => commands are not run",
                "\"|/usr/bin/vacation alice\" => commands are not run",
                "/var/mail/alice => not written to files",
                "~/Maildir => mail is not written to files",
                "maildir:/x => not written to files",
                "\\alice => write alice",
                "@d2.test => domains alias",
                "alice,bob => after --also: alice --also bob",
                "alice bob => after --also: alice --also bob",
                "alice; bob@d1.test => after --also: alice --also bob@d1.test",
                "alice, => write alice",
                "Alice <alice@d1.test> => write alice@d1.test",
                "*@d1.test => wildcard",
                "a%b@d1.test => a way to another host"
            })
    void targetShouldBeRefusedWithTheFaultOrTheRemedy(String text, String said) {
        assertThat(fault(TargetInput.parse(text)))
                .startsWith("'" + text + "' is not a target of an alias: ")
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-02, 2026-07-01T22:00:00Z",
        "2027-01-31, 2027-01-30T23:00:00Z",
        "2026-07-01T18:00, 2026-07-01T16:00:00Z",
        "2026-07-01T18:00:05, 2026-07-01T16:00:05Z",
        "2026-07-01T18:00Z, 2026-07-01T18:00:00Z",
        "2026-07-01T18:00-02:00, 2026-07-01T20:00:00Z",
        "90m, 2026-07-01T11:30:00Z",
        "12h, 2026-07-01T22:00:00Z",
        "30d, 2026-07-31T10:00:00Z",
        "200d, 2027-01-17T11:00:00Z",
        "6w, 2026-08-12T10:00:00Z"
    })
    void expiryShouldBeADayATimeOrADuration(String text, Instant end) {
        assertThat(ExpiryInput.parse(text, NOW)).isEqualTo(Parsed.accepted(end));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01, over already",
        "2026-07-01T12:00, over already",
        "0d, over already",
        "2126-07-02, more than 100 years",
        "999999w, more than 100 years",
        "2026-02-30, neither a date nor a duration",
        "31.12.2026, neither a date nor a duration",
        "tomorrow, neither a date nor a duration",
        "30, neither a date nor a duration",
        "30D, neither a date nor a duration",
        "-1d, neither a date nor a duration",
        "1y, neither a date nor a duration",
        "'', neither a date nor a duration"
    })
    void expiryShouldBeRefusedWithTheFault(String text, String said) {
        assertThat(fault(ExpiryInput.parse(text, NOW))).contains(said, "expected a date such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "SHA2-256(stdin)= %s", "(stdin)= %s", "pubkey_fingerprint=%s", " %s ", "x=%s,"})
    void fingerprintShouldBeReadInEveryFormThatProgramsPrint(String form) {
        String pairs = HASH.replaceAll("(..)(?!$)", "$1:");
        Parsed<String> expected = Parsed.accepted(pairs.toUpperCase(Locale.ROOT));

        assertThat(FingerprintInput.parse(form.formatted(HASH))).isEqualTo(expected);
        assertThat(FingerprintInput.parse(form.formatted(pairs))).isEqualTo(expected);
        assertThat(FingerprintInput.parse(form.formatted(HASH.toUpperCase(Locale.ROOT))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', no digest",
        "abcd, no digest",
        "zz:zz, no digest",
        "ab cd, no digest",
        "SHA256 Fingerprint=AB:CD, whole certificate",
        "sha1 Fingerprint=AB:CD, whole certificate"
    })
    void fingerprintShouldBeRefusedWithTheFault(String text, String said) {
        assertThat(fault(FingerprintInput.parse(text))).contains(said, "--file cert.pem");
    }
}
