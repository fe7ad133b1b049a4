package org.mailcloak.e2e.mail;

/** A server's reply as it came: lines with their codes, separated by line feeds. */
public record SmtpReply(String text) {

    public int code() {
        return Integer.parseInt(text.substring(0, 3));
    }

    public boolean accepted() {
        return code() < 400;
    }
}
