package org.mailcloak.e2e;

/** The same with a Postfix that has no tables but Mailcloak's maps. */
@RealMail(Tables.MAPS)
class MapsInboundMailTest extends InboundMailTest {

    MapsInboundMailTest(MailSystem system) {
        super(system);
    }
}
