package org.mailcloak.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.StoreException;

class BackgroundBinderTest {

    private static final Alias SALES = new Alias("sales@d1.test", "alice", true);
    private static final Alias INFO = new Alias("info@d1.test", "bob", true);

    private final List<String> written = new ArrayList<>();
    private boolean failing;
    private boolean showing = true;

    private final BackgroundBinder binder = new BackgroundBinder(
            new AliasBindings() {
                @Override
                public List<AliasBinding> list() {
                    return List.of();
                }

                @Override
                public boolean bind(AliasAddress alias, String target, String accountId) {
                    throw new AssertionError("All are written at once");
                }

                @Override
                public boolean rebind(AliasAddress alias, String target, String accountId) {
                    throw new AssertionError("Only an operator binds anew");
                }

                @Override
                public int bindAll(List<AliasBinding> wanted) {
                    if (failing) {
                        throw new StoreException("disk I/O error");
                    }
                    wanted.forEach(binding ->
                            written.add(binding.alias() + " " + binding.target() + " " + binding.accountId()));
                    return wanted.size();
                }
            },
            () -> showing);

    @Test
    void targetsShouldBeWrittenOnceAndSaidInTheLog() {
        try (LogCapture log = LogCapture.from(Level.INFO)) {
            binder.resolved(SALES, "alice", "local:1");
            binder.resolved(SALES, "alice", "local:1");
            binder.resolved(INFO, "bob", "local:2");

            assertThat(binder.hasWork()).isTrue();
            binder.write();

            assertThat(written).containsExactly("sales@d1.test alice local:1", "info@d1.test bob local:2");
            assertThat(binder.hasWork()).isFalse();
            assertThat(binder.statistics()).isEqualTo(new BindingStatistics(2, 0, 0));
            assertThat(log.messages(Level.INFO))
                    .containsExactly(
                            "Bound 2 targets of aliases to the accounts that they lead to, such as sales@d1.test:"
                                    + " alice = local:1");
        }
    }

    @Test
    void failureShouldBeSaidOnceAndTheNextMailShouldTryAgain() {
        failing = true;
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            binder.resolved(SALES, "alice", "local:1");
            binder.write();
            binder.resolved(SALES, "alice", "local:1");
            binder.write();

            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("disk I/O error");
        }
        failing = false;
        binder.resolved(SALES, "alice", "local:1");
        binder.write();

        assertThat(written).containsExactly("sales@d1.test alice local:1");
    }

    @Test
    void changedAccountShouldBeWarnedOfOnce() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            binder.changed(SALES, "alice", "local:2");
            binder.write();
            binder.changed(SALES, "alice", "local:2");
            binder.write();

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("sales@d1.test", "alice", "mailcloakctl aliases rebind sales@d1.test");
        }
        assertThat(binder.statistics().changed()).isEqualTo(1);
        assertThat(written).isEmpty();
    }

    @Test
    void addressesShouldNotBeLoggedWhenTheLogHidesThem() {
        showing = false;
        try (LogCapture log = LogCapture.from(Level.INFO)) {
            binder.changed(SALES, "alice", "local:2");
            binder.resolved(INFO, "bob", "local:2");
            binder.write();

            assertThat(log.messages(Level.WARN)).singleElement().asString().doesNotContain("sales", "alice");
            assertThat(log.messages(Level.INFO)).singleElement().asString().doesNotContain("info", "bob");
        }
    }

    @Test
    void manyChangedAccountsShouldBeOneWarningThatNamesTheCause() {
        try (LogCapture log = LogCapture.from(Level.WARN)) {
            IntStream.range(0, 50)
                    .forEach(i ->
                            binder.changed(new Alias("a" + i + "@d1.test", "u" + i, true), "u" + i, "local:x" + i));
            binder.write();

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("50 targets", "imported again", "mailcloakctl aliases rebind --all");
        }
    }

    @Test
    void statisticsShouldForgetWhatIsRightAgain() {
        binder.changed(SALES, "alice", "local:2");
        binder.unknown(INFO, "bob");
        assertThat(binder.statistics()).isEqualTo(new BindingStatistics(0, 1, 1));

        binder.confirmed(SALES, "alice");
        binder.resolved(INFO, "bob", "local:3");

        assertThat(binder.statistics()).isEqualTo(new BindingStatistics(0, 0, 0));
    }
}
