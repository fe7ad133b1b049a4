package org.mailcloak.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.ReturnPath;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads the values of keys about the mail servers around. */
final class SiteReaders {

    private SiteReaders() {}

    /** A list of names in any case, or one name; the empty list for none. */
    static Set<ReturnPath> returnPaths(Node node) throws BadValueException {
        return Set.copyOf(ValueReaders.each(node, ValueReaders.oneOf(ReturnPath.class)));
    }

    /** Domains, and the networks of each. */
    static ExternalNetworks externalSenders(Node node) throws BadValueException {
        if (!(node instanceof MappingNode mapping)) {
            throw new BadValueException(
                    "expected a mapping such as {example.com: [198.51.100.0/24]}, found " + Scalars.kindOf(node));
        }
        Map<MailDomain, List<NetworkRange>> networks = new LinkedHashMap<>();
        BadValueException.Collector bad = new BadValueException.Collector();
        for (NodeTuple tuple : mapping.getValue()) {
            try {
                putNetworks(networks, tuple);
            } catch (BadValueException e) {
                bad.add(tuple.getKeyNode(), e);
            }
        }
        bad.check();
        return new ExternalNetworks(networks);
    }

    private static void putNetworks(Map<MailDomain, List<NetworkRange>> networks, NodeTuple tuple)
            throws BadValueException {
        MailDomain domain = ValueReaders.domain(tuple.getKeyNode());
        if (networks.put(domain, ValueReaders.networks(tuple.getValueNode())) != null) {
            throw new BadValueException("expected each domain once, found " + domain + " twice");
        }
    }
}
