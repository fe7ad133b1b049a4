package org.mailcloak.map;

/** The answers that are always the same. An interface cannot hold them unpublished. */
final class Answers {

    static final MapAnswer NOT_FOUND = new MapAnswer.NotFound();
    static final MapAnswer PRESENT = new MapAnswer.Found("OK");

    private Answers() {}
}
