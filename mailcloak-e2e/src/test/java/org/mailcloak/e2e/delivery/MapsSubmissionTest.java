package org.mailcloak.e2e.delivery;

import org.junit.jupiter.api.Tag;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.Tables;

/** The same with a Postfix that has no tables but Mailcloak's maps. {@code MapsMailTest} has five rows of each. */
@Tag("nightly")
@RealMail(Tables.MAPS)
class MapsSubmissionTest extends SubmissionTest {

    MapsSubmissionTest(MailSystem system) {
        super(system);
    }
}
