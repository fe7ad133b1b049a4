package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the host is told that groups changed. */
class GroupChangesTest {

    private static final UUID STAFF = UUID.nameUUIDFromBytes(new byte[] {1});

    private final AtomicInteger told = new AtomicInteger();
    private final GroupChanges changes = new GroupChanges(told::incrementAndGet);

    private void staff(String member) throws LDIFException {
        changes.upserted(
                STAFF,
                new SearchResultEntry(new Entry("dn: cn=staff,dc=d1,dc=test", "cn: staff", "member: " + member)));
    }

    @BeforeEach
    void begin() throws LDIFException {
        changes.refreshBegun();
        staff("uid=alice");
        changes.refreshed();
    }

    @Test
    void nothingShouldBeToldOfTheFirstContentNorWhenNothingDiffers() throws LDIFException {
        staff("uid=alice");
        changes.refreshBegun();
        staff("uid=alice");
        changes.refreshed();

        assertThat(told).hasValue(0);
    }

    @Test
    void changeShouldBeToldAtOnceWhenTheFeedIsLive() throws LDIFException {
        staff("uid=bob");
        assertThat(told).hasValue(1);

        changes.deleted(STAFF);
        assertThat(told).hasValue(2);

        staff("uid=bob");
        assertThat(told).hasValue(3);
    }

    @Test
    void changesOfARefreshShouldBeToldOnceAtItsEnd() throws LDIFException {
        changes.refreshBegun();
        staff("uid=bob");
        changes.deleted(STAFF);
        assertThat(told).hasValue(0);

        changes.refreshed();
        assertThat(told).hasValue(1);
    }

    @Test
    void changesOfARefreshShouldNotBeToldAgainByTheNext() throws LDIFException {
        changes.refreshBegun();
        staff("uid=bob");
        changes.refreshed();
        changes.refreshBegun();
        changes.refreshed();

        assertThat(told).hasValue(1);
    }
}
