package org.mailcloak.protocol.policy;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.mailcloak.protocol.WireText;

/**
 * Writes policy requests; the client's side.
 *
 * @since 1.0
 */
public final class PolicyRequestEncoder {
    private PolicyRequestEncoder() {}

    /**
     * Writes a request.
     *
     * @param attributes names and values, written in the map's order; nothing is added
     * @throws IllegalArgumentException if a name is empty or holds {@code =}, or a name or value holds LF, NUL or an
     *     unpaired surrogate
     */
    public static byte[] encode(Map<String, String> attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        attributes.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || !isLine(name)) {
                throw new IllegalArgumentException("attribute name " + ActionSyntax.quoted(name)
                        + ": expected at least one character, and no =, LF, NUL or unpaired surrogate");
            }
            if (!isLine(value)) {
                throw new IllegalArgumentException("value " + ActionSyntax.quoted(value) + " of attribute "
                        + ActionSyntax.quoted(name) + ": expected no LF, NUL or unpaired surrogate");
            }
            out.writeBytes(WireText.encode(name + '=' + value + '\n'));
        });
        out.write('\n');
        return out.toByteArray();
    }

    private static boolean isLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\0') < 0 && WireText.isText(text);
    }
}
