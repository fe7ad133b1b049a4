package org.mailcloak.e2e.spelling;

import org.mailcloak.e2e.mail.RealMail;

/** With the lines for main.cf that the README prints. */
@RealMail
class PrintedSpellingsTest extends SpellingsTest {

    @Override
    SpellingSite start() {
        return SpellingSite.asPrinted();
    }
}
