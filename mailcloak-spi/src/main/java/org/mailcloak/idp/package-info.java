/**
 * The provider SPI: what Mailcloak asks of an identity provider, and the values that it answers with.
 *
 * <p>A plugin implements {@link org.mailcloak.idp.IdentityProviderFactory} and
 * {@link org.mailcloak.idp.IdentityProvider} and names the factory in
 * {@code META-INF/services/org.mailcloak.idp.IdentityProviderFactory}.
 */
@NullMarked
package org.mailcloak.idp;

import org.jspecify.annotations.NullMarked;
