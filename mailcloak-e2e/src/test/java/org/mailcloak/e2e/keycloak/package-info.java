/** The provider for Keycloak with a real one. */
@NullMarked
package org.mailcloak.e2e.keycloak;

import org.jspecify.annotations.NullMarked;
