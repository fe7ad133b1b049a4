/** What is wrong with the configuration of a mail server beside Mailcloak. */
@NullMarked
package org.mailcloak.cli.mailserver;

import org.jspecify.annotations.NullMarked;
