/**
 * {@code mailcloakctl}, the administration command. {@link org.mailcloak.cli.Mailcloakctl} is its main class; the rest is
 * hidden.
 */
@NullMarked
package org.mailcloak.cli;

import org.jspecify.annotations.NullMarked;
