package org.mailcloak.server;

import org.mailcloak.config.Configuration;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the database's copy of {@code policy.recipient_delimiter} as the configuration has it, for Dovecot's query. */
record PublishedDelimiter(MailStore store) {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedDelimiter.class);

    /** Blocks for one transaction where the delimiter has changed. A failure is logged: the service can do without. */
    void write(Configuration configuration) {
        if (!(store instanceof EditableMailStore editable)) {
            return;
        }
        String delimiter = configuration.policy().recipientDelimiter();
        try {
            editable.publishRecipientDelimiter(delimiter);
        } catch (StoreException failure) {
            LOG.warn(
                    "policy.recipient_delimiter \"{}\" could not be written to the database: {}. Dovecot cuts extensions off"
                            + " as before",
                    delimiter,
                    failure.getMessage());
        }
    }
}
