package org.mailcloak.administration;

import org.mailcloak.address.EmailAddress;

/** What an alias leads to. */
public sealed interface AliasTarget {

    /** The text that is stored. */
    String text();

    /** An account, by the name it logs in with, which has no {@code @}. */
    record Login(String text) implements AliasTarget {}

    /** An address here or elsewhere, or a login that is one. */
    record Address(String text, EmailAddress address) implements AliasTarget {}

    /** Mail is accepted and thrown away. */
    record Discard(String text) implements AliasTarget {}
}
