/** What an operator says about the mail servers around Mailcloak, for the rules of {@code org.mailcloak.decision}. */
@NullMarked
package org.mailcloak.decision.site;

import org.jspecify.annotations.NullMarked;
