package org.mailcloak.cli;

/** Numbers of things, as people write them. */
final class Counted {

    private Counted() {}

    static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
