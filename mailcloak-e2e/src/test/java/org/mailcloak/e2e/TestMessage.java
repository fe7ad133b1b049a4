package org.mailcloak.e2e;

import java.util.UUID;

/** A message that can be found again by the id in its header. */
record TestMessage(String id) {

    static final String HEADER = "X-Mailcloak-Test: ";

    static TestMessage unique() {
        return new TestMessage(UUID.randomUUID().toString());
    }

    /** Header and body with CRLF line ends, without the last one. */
    String text() {
        return "From: someone <someone@client.example>\r\nSubject: test\r\n" + HEADER + id + "\r\n\r\nHello.";
    }
}
