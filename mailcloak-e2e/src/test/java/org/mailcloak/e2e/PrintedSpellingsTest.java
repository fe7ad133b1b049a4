package org.mailcloak.e2e;

/** With the lines for main.cf that the README prints. */
@RealMail
class PrintedSpellingsTest extends SpellingsTest {

    @Override
    SpellingSite start() {
        return SpellingSite.asPrinted();
    }
}
