package org.mailcloak.idp;

import java.util.List;

/**
 * Examines what a provider needs in order to answer, for {@code mailcloakctl idp check} and for the check at a start. Offered
 * by {@link IdentityProvider#diagnostics}; without it, the host examines the provider by two look-ups.
 *
 * @since 1.0
 */
public interface Diagnostics {

    /**
     * Examines whether the source is reached, whether the credentials and each permission are right, and what can be seen. It
     * may take some seconds, and it is called on a provider that is fresh from its factory.
     *
     * @return in the order in which an operator should read it; never empty
     */
    List<Diagnosis> diagnose(DiagnosticsRequest wanted);
}
