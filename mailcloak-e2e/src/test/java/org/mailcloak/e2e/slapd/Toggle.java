package org.mailcloak.e2e.slapd;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Changes an attribute to and fro, over a connection that stays open, and asks at once each time: the modification has been
 * answered, and nothing is waited for. Counts the first answers that still went by the old value, and measures how long after
 * the modification the first right answer was there, the question included.
 */
public final class Toggle implements AutoCloseable {

    /** Then the change never arrives. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LDAPConnection connection;
    private final String dn;
    private final String attribute;
    private final List<Long> nanos = new ArrayList<>();
    private int late;

    public Toggle(Slapd slapd, String user, String attribute) {
        this.connection = slapd.admin();
        this.dn = LdapAdmin.dn(user);
        this.attribute = attribute;
    }

    /** @return the wanted answer, or the last one if that never comes */
    public String set(String value, Supplier<String> question, String wanted) {
        try {
            connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
        long changed = System.nanoTime();
        String answer = question.get();
        if (!answer.startsWith(wanted)) {
            late++;
        }
        while (!answer.startsWith(wanted) && System.nanoTime() - changed < LIMIT.toNanos()) {
            answer = question.get();
        }
        if (answer.startsWith(wanted)) {
            nanos.add(System.nanoTime() - changed);
        }
        return answer;
    }

    /** How many changes took effect. */
    public int effective() {
        return nanos.size();
    }

    /** How many first answers went by the old value. */
    public int late() {
        return late;
    }

    /** Median and maximum of the time from the change to the decision. */
    public String times() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "p50 %.1f ms, max %.1f ms"
                .formatted(sorted.get(sorted.size() / 2) / 1e6, sorted.get(sorted.size() - 1) / 1e6);
    }

    @Override
    public void close() {
        connection.close();
    }
}
