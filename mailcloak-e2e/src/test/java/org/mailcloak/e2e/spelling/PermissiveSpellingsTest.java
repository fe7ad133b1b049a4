package org.mailcloak.e2e.spelling;

import org.mailcloak.e2e.mail.RealMail;

/** With a Postfix that refuses nothing before the policy service, and a local domain in mydestination. */
@RealMail
class PermissiveSpellingsTest extends SpellingsTest {

    @Override
    SpellingSite start() {
        return SpellingSite.permissive();
    }
}
