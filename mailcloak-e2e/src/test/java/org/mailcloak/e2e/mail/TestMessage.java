package org.mailcloak.e2e.mail;

import java.util.UUID;

/** A message that can be found again by the id in its header. */
public record TestMessage(String id) {

    public static final String HEADER = "X-Mailcloak-Test: ";

    public static TestMessage unique() {
        return new TestMessage(UUID.randomUUID().toString());
    }

    /** Header and body with CRLF line ends, without the last one. */
    public String text() {
        return "From: someone <someone@client.example>\r\nSubject: test\r\n" + HEADER + id + "\r\n\r\nHello.";
    }
}
