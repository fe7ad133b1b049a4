package org.mailcloak.config;

/**
 * A key that the host itself reads.
 *
 * @param doc where it stands and what it means
 * @param reader reads its value, and its default value
 */
record KeyDefinition<T>(ConfigurationKey doc, ValueReader<T> reader) {

    String section() {
        return doc.key().substring(0, doc.key().lastIndexOf('.'));
    }

    String name() {
        return doc.key().substring(doc.key().lastIndexOf('.') + 1);
    }
}
