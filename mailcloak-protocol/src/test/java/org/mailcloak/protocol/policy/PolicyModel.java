package org.mailcloak.protocol.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.WireText;

/**
 * What a stream of policy requests means, read the slow and plain way: the second opinion about the decoder.
 *
 * @param requests the attributes of every whole request, without the empty ones
 * @param fault what is wrong after them
 * @param midMessage whether the stream ends inside a message
 */
record PolicyModel(List<Map<PolicyAttribute, String>> requests, Optional<Fault> fault, boolean midMessage) {

    static PolicyModel of(byte[] stream, int limit) {
        String rest = new String(stream, StandardCharsets.ISO_8859_1);
        List<Map<PolicyAttribute, String>> requests = new ArrayList<>();
        Map<PolicyAttribute, String> request = new EnumMap<>(PolicyAttribute.class);
        int used = 0;
        while (true) {
            String within = rest.substring(0, Math.min(rest.length(), limit - used));
            int end = within.indexOf('\n');
            String line = end < 0 ? within : within.substring(0, end);
            Optional<Fault> fault = fault(line, end >= 0);
            if (fault.isEmpty() && end < 0 && within.length() == limit - used) {
                fault = Optional.of(Fault.TOO_LONG);
            }
            if (end < 0 || fault.isPresent()) {
                return new PolicyModel(requests, fault, used + within.length() > 0);
            }
            used = line.isEmpty() ? 0 : used + end + 1;
            rest = rest.substring(end + 1);
            if (line.isEmpty()) {
                request.values().removeIf(String::isEmpty);
                requests.add(request);
                request = new EnumMap<>(PolicyAttribute.class);
            } else {
                keep(line, request);
            }
        }
    }

    private static Optional<Fault> fault(String line, boolean whole) {
        if (line.indexOf('\0') >= 0) {
            return Optional.of(Fault.NUL_BYTE);
        }
        if (!whole || line.isEmpty() || line.indexOf('=') > 0) {
            return Optional.empty();
        }
        return Optional.of(line.startsWith("=") ? Fault.MISSING_NAME : Fault.MISSING_EQUALS);
    }

    private static void keep(String line, Map<PolicyAttribute, String> request) {
        String[] parts = line.split("=", 2);
        byte[] value = parts[1].getBytes(StandardCharsets.ISO_8859_1);
        for (PolicyAttribute attribute : PolicyAttribute.values()) {
            if (attribute.wireName().equals(parts[0])) {
                request.putIfAbsent(attribute, WireText.decode(value, 0, value.length));
            }
        }
    }
}
