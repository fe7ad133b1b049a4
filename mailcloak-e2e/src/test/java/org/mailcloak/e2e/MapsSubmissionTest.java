package org.mailcloak.e2e;

import org.junit.jupiter.api.Tag;

/** The same with a Postfix that has no tables but Mailcloak's maps. {@code MapsMailTest} has five rows of each. */
@Tag("nightly")
@RealMail(Tables.MAPS)
class MapsSubmissionTest extends SubmissionTest {

    MapsSubmissionTest(MailSystem system) {
        super(system);
    }
}
