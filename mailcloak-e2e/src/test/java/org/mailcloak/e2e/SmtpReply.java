package org.mailcloak.e2e;

/** A server's reply as it came: lines with their codes, separated by line feeds. */
record SmtpReply(String text) {

    int code() {
        return Integer.parseInt(text.substring(0, 3));
    }

    boolean accepted() {
        return code() < 400;
    }
}
