package org.mailcloak.address;

/** Local parts that Postfix never splits at a delimiter ({@code global/split_addr.c}). */
final class ReservedNames {

    private ReservedNames() {}

    static boolean isNeverSplit(String localPart, String delimiters) {
        if (localPart.equals("postmaster") || localPart.equals("mailer-daemon") || localPart.equals("double-bounce")) {
            return true;
        }
        return delimiters.indexOf('-') >= 0 && (localPart.startsWith("owner-") || localPart.endsWith("-request"));
    }
}
