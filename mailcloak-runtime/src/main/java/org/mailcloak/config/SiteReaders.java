package org.mailcloak.config;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.ReturnPath;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the values of keys about the mail servers around. */
final class SiteReaders {

    private SiteReaders() {}

    /** A list of names in any case, or one name; the empty list for none. */
    static Set<ReturnPath> returnPaths(Node node) throws BadValueException {
        Set<ReturnPath> paths = EnumSet.noneOf(ReturnPath.class);
        for (Node item : node instanceof SequenceNode list ? list.getValue() : List.of(node)) {
            paths.add(ValueReaders.oneOf(ReturnPath.class).read(item));
        }
        return Set.copyOf(paths);
    }

    /** Domains, and the networks of each. */
    static ExternalNetworks externalSenders(Node node) throws BadValueException {
        if (!(node instanceof MappingNode mapping)) {
            throw new BadValueException(
                    "expected a mapping such as {example.com: [198.51.100.0/24]}, found " + Scalars.kindOf(node));
        }
        Map<MailDomain, List<NetworkRange>> networks = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            MailDomain domain = ValueReaders.domain(tuple.getKeyNode());
            if (networks.put(domain, ValueReaders.networks(tuple.getValueNode())) != null) {
                throw new BadValueException("expected each domain once, found " + domain + " twice");
            }
        }
        return new ExternalNetworks(networks);
    }
}
