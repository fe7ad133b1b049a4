package org.mailcloak.cli.dovecot;

import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.cli.mailserver.ConfigurationProgram;
import org.mailcloak.config.Configuration;
import org.mailcloak.decision.site.DeliverTo;

/**
 * What the mailbox server has to agree with.
 *
 * @param recipientDelimiter Mailcloak's; empty for none
 * @param local whether the accounts are in Mailcloak's own database
 * @param transportMaps asks for Postfix's {@code transport_maps}, where that matters; may throw {@link
 *     org.mailcloak.cli.mailserver.MailServerException}: there is none on this machine
 */
public record DeliveryRules(
        String recipientDelimiter, DeliverTo deliverTo, boolean local, Supplier<String> transportMaps) {

    /** Mailcloak's configuration and what {@code postconf} prints. */
    public static DeliveryRules of(Configuration configuration) {
        return new DeliveryRules(
                configuration.policy().recipientDelimiter(),
                configuration.rules().site().deliverTo(),
                configuration.idp().provider().equals(Configuration.LOCAL_PROVIDER),
                () -> ConfigurationProgram.output(List.of("postconf", "-hx", "transport_maps")));
    }
}
