package org.mailcloak.e2e.mail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need the real mail system; a parameter of type {@link MailSystem} receives the one that all such tests
 * of a run share.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MailSystemExtension.class)
public @interface RealMail {

    /** Which of the shared systems, one for each. */
    Tables value() default Tables.SQL;
}
