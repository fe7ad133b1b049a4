package org.mailcloak.cli.dovecot;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.cli.mailserver.ConfigurationProgram;
import org.mailcloak.config.Configuration;
import org.mailcloak.decision.site.DeliverTo;

/**
 * What the mailbox server has to agree with.
 *
 * @param recipientDelimiter Mailcloak's; empty for none
 * @param provider where the accounts are, such as {@code local}: in Mailcloak's own database
 * @param database Mailcloak's
 * @param transportMaps asks for Postfix's {@code transport_maps}, where that matters; may throw {@link
 *     org.mailcloak.cli.mailserver.MailServerException}: there is none on this machine
 */
public record DeliveryRules(
        String recipientDelimiter,
        DeliverTo deliverTo,
        String provider,
        Path database,
        Supplier<String> transportMaps) {

    /** Mailcloak's configuration and what {@code postconf} prints. */
    public static DeliveryRules of(Configuration configuration) {
        return new DeliveryRules(
                configuration.policy().recipientDelimiter(),
                configuration.rules().site().deliverTo(),
                configuration.idp().provider(),
                configuration.database(),
                () -> ConfigurationProgram.output(List.of("postconf", "-hx", "transport_maps")));
    }

    /** Whether the accounts are in Mailcloak's own database. */
    boolean local() {
        return provider.equals(Configuration.LOCAL_PROVIDER);
    }
}
