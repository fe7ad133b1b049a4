package org.mailcloak.e2e.spelling;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Produces spellings of addresses as a hostile client may write them between the brackets of MAIL FROM and RCPT TO: quotes
 * and quoted pairs, routes by {@code @}, {@code %} and {@code !}, source routes, literals, dots, extensions, comments,
 * letters of other scripts and what is invisible. The same seed produces the same spellings. Not thread-safe.
 */
final class SpellingGrammar {

    private static final List<String> NAMES = List.of(
            "alice",
            "alice",
            "bob",
            "carol",
            "dave",
            "inner",
            "inner",
            "nosuch",
            "alias1",
            "app1",
            "postmaster",
            "x",
            "ALICE",
            "Inner",
            "owner-inner",
            "inner-request",
            "alice+x",
            "inner+x",
            "inner-x",
            "alice-a+b",
            "carol+x",
            "al.ice");

    private static final List<String> LOCAL_DOMAINS = List.of("d1.test", "d1.test", "d2.test", "b\u00fccher.test");

    private static final List<String> OTHER_DOMAINS = List.of(
            "local.test",
            "localhost",
            "mx.d1.test",
            "far.example",
            "outside.example",
            "x",
            "x.",
            "1",
            "[127.0.0.1]",
            "[IPv6:::1]",
            "[1]",
            "xn--bcher-kva.test",
            "d1.test.far.example",
            "");

    /** Characters with a meaning for one parser or another. */
    private static final String SPECIALS = "@%!:.,;\"\\()[]<> +-|=\u00e9\uff20\uff05\uff01";

    /** Shown as nothing or as a full stop, or another form of a letter in the names above. */
    private static final List<String> ODD = List.of(
            "\u00ad",
            "\u034f",
            "\u061c",
            "\u115f",
            "\u17b4",
            "\u180b",
            "\u180e",
            "\u180f",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u200e",
            "\u202e",
            "\u2060",
            "\u2061",
            "\u2064",
            "\u2065",
            "\u2066",
            "\u206f",
            "\u3164",
            "\ufe00",
            "\ufe0f",
            "\ufeff",
            "\uffa0",
            "\ufff0",
            "\ufff9",
            "\ud82f\udca0",
            "\ud834\udd73",
            "\udb40\udc01",
            "\udb40\udc20",
            "\udb40\udd00",
            "\udb40\uddef",
            "\udb40\uddf0",
            "\u3002",
            "\uff0e",
            "\uff61",
            "\u2024",
            "\uff44",
            "\uff54",
            "\u0301",
            "\u00a0");

    private final Random random;

    SpellingGrammar(long seed) {
        this.random = new Random(seed);
    }

    /** Different ones, in the order in which they were produced. */
    Set<String> spellings(int count) {
        Set<String> spellings = new LinkedHashSet<>();
        while (spellings.size() < count) {
            String spelling = spelling();
            if (!spelling.isEmpty() && spelling.length() <= 200) {
                spellings.add(spelling);
            }
        }
        return spellings;
    }

    private String spelling() {
        String path = path(1 + random.nextInt(4));
        int changes = random.nextInt(10) < 6 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            path = changed(path);
        }
        return path;
    }

    private String path(int depth) {
        if (depth <= 1) {
            return oneOf(this::local, this::local, () -> local() + '@' + domain(), () -> local() + '%' + domain());
        }
        return oneOf(
                () -> path(depth - 1) + '@' + domain(),
                () -> path(depth - 1) + '%' + domain(),
                () -> domain() + '!' + path(depth - 1),
                () -> route() + path(depth - 1),
                () -> quoted(path(depth - 1)),
                () -> quoted(path(depth - 1)) + '@' + domain(),
                () -> path(depth - 1));
    }

    private String local() {
        return oneOf(
                () -> oneOf(NAMES),
                () -> oneOf(NAMES),
                () -> oneOf(NAMES),
                () -> quoted(oneOf(NAMES)),
                () -> oneOf(NAMES) + '+' + oneOf(NAMES),
                () -> oneOf(NAMES) + '.',
                () -> '.' + oneOf(NAMES),
                () -> oneOf(NAMES) + "..x",
                () -> quoted(oneOf(NAMES) + ' ' + oneOf(NAMES)),
                () -> oneOf(NAMES) + comment(),
                () -> "");
    }

    private String domain() {
        return oneOf(
                () -> oneOf(LOCAL_DOMAINS),
                () -> oneOf(LOCAL_DOMAINS),
                () -> oneOf(LOCAL_DOMAINS),
                () -> oneOf(OTHER_DOMAINS),
                () -> oneOf(OTHER_DOMAINS),
                () -> oneOf(LOCAL_DOMAINS) + '.',
                () -> oneOf(LOCAL_DOMAINS).toUpperCase(Locale.ROOT),
                () -> with(oneOf(LOCAL_DOMAINS), oneOf(ODD)),
                () -> oneOf(LOCAL_DOMAINS) + comment(),
                () -> comment() + oneOf(LOCAL_DOMAINS),
                () -> quoted(oneOf(LOCAL_DOMAINS)),
                () -> oneOf(LOCAL_DOMAINS).replace(".", "\\."),
                () -> oneOf(LOCAL_DOMAINS).replace(".", " . "));
    }

    private String route() {
        return oneOf(
                () -> '@' + domain() + ':',
                () -> '@' + domain() + ",@" + domain() + ':',
                () -> "@:",
                () -> '@' + local() + ':');
    }

    private String comment() {
        return oneOf(() -> "(c)", () -> "(a(b)c)", () -> "(@d1.test)", () -> "(");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String changed(String text) {
        int at = random.nextInt(text.length() + 1);
        int next = text.isEmpty() ? 0 : random.nextInt(text.length());
        return oneOf(
                () -> with(text, String.valueOf(SPECIALS.charAt(random.nextInt(SPECIALS.length())))),
                () -> with(text, String.valueOf(SPECIALS.charAt(random.nextInt(SPECIALS.length())))),
                () -> with(text, oneOf(ODD)),
                () -> text.isEmpty() ? text : without(text, next),
                () -> text.substring(0, at) + '\\' + text.substring(at),
                () -> text + text.substring(at));
    }

    /** Never half of a pair: that would be no UTF-8. */
    private static String without(String text, int at) {
        return Character.isSurrogate(text.charAt(at)) ? text : text.substring(0, at) + text.substring(at + 1);
    }

    private String with(String text, String inserted) {
        int at = random.nextInt(text.length() + 1);
        boolean inPair = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        int place = inPair ? at - 1 : at;
        return text.substring(0, place) + inserted + text.substring(place);
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    private String oneOf(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }
}
