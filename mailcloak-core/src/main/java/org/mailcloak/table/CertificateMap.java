package org.mailcloak.table;

import org.mailcloak.decision.LookupSources;
import org.mailcloak.store.Certificate;

/**
 * {@code relay_clientcerts}: the fingerprints of the client certificates that stand for a login, and these logins. Postfix asks
 * for a certificate's own fingerprint too, which is not in it.
 */
record CertificateMap() implements AddressMap {

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        return Certificate.normalForm(key)
                .flatMap(directory.store()::findCertificate)
                .filter(Certificate::enabled)
                .map(certificate -> MapAnswer.found(certificate.login()))
                .orElse(MapAnswer.notFound());
    }
}
