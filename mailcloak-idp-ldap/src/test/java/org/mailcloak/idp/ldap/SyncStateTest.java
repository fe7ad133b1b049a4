package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of RFC 4533, with messages as OpenLDAP 2.5 sends them. */
class SyncStateTest {

    private final SyncTarget told = new SyncTarget();
    private final SyncState replica = new SyncState(told);

    /** What the listener knows, as a host would keep it. */
    private static final class SyncTarget implements SyncListener {

        private final List<String> events = new ArrayList<>();
        private Map<UUID, String> truth = new TreeMap<>();
        private Map<UUID, String> coming = truth;

        @Override
        public void refreshBegun() {
            coming = new TreeMap<>(truth);
        }

        @Override
        public void upserted(UUID id, SearchResultEntry entry) {
            coming.put(id, entry.getAttributeValue("uid"));
        }

        @Override
        public void deleted(UUID id) {
            coming.remove(id);
        }

        @Override
        public void refreshed() {
            truth = coming;
            events.add("refreshed");
        }

        @Override
        public void broken(String reason) {
            events.add(reason);
        }
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static List<UUID> ids(String... names) {
        return Stream.of(names).map(SyncStateTest::id).toList();
    }

    private static ASN1OctetString cookie(String text) {
        return new ASN1OctetString(text);
    }

    private void entry(ContentSyncState state, String name, ASN1OctetString cookie) throws LDAPException {
        replica.entry(new SearchResultEntry(
                "uid=" + name + ",dc=d1,dc=test",
                List.of(new Attribute("uid", name)),
                new ContentSyncStateControl(state, id(name), cookie)));
    }

    private void add(String... names) throws LDAPException {
        for (String name : names) {
            entry(ContentSyncState.ADD, name, null);
        }
    }

    private void endDeletePhase(ASN1OctetString cookie) throws LDAPException {
        replica.info(ContentSyncInfoIntermediateResponse.createRefreshDeleteResponse(cookie, true));
    }

    private void endPresentPhase(ASN1OctetString cookie) throws LDAPException {
        replica.info(ContentSyncInfoIntermediateResponse.createRefreshPresentResponse(cookie, true));
    }

    private void idSet(boolean deleted, String... names) throws LDAPException {
        replica.info(ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(null, ids(names), deleted));
    }

    @BeforeEach
    void readEverybody() throws LDAPException {
        replica.beginRefresh();
        add("alice", "bob", "carol");
        endDeletePhase(cookie("one"));
    }

    private void assertKnown(String... names) {
        assertThat(told.truth.values()).containsExactlyInAnyOrder(names);
    }

    @Test
    void everybodyShouldBeKnownWhenTheFirstRefreshEnds() {
        assertKnown("alice", "bob", "carol");
        assertThat(replica.isLive()).isTrue();
        assertThat(replica.cookie()).contains(cookie("one"));
    }

    @Test
    void onlyTheNamedShouldGoWhenADeletePhaseNamesThem() throws LDAPException {
        replica.beginRefresh();
        idSet(true, "bob");
        add("dave");
        endDeletePhase(cookie("two"));

        assertKnown("alice", "carol", "dave");
    }

    @Test
    void onlyTheOthersShouldGoWhenAPresentPhaseNamesWhoIsThere() throws LDAPException {
        replica.beginRefresh();
        add("dave");
        idSet(false, "alice");
        idSet(false, "carol");
        endPresentPhase(cookie("two"));

        assertKnown("alice", "carol", "dave");
    }

    @Test
    void whoIsPresentByAnEntryShouldStayWhenAPresentPhaseEnds() throws LDAPException {
        replica.beginRefresh();
        entry(ContentSyncState.PRESENT, "bob", null);
        endPresentPhase(cookie("two"));

        assertKnown("bob");
    }

    @Test
    void bothPhasesShouldCountWhenADeletePhaseFollowsAPresentOne() throws LDAPException {
        replica.beginRefresh();
        idSet(false, "alice", "carol");
        replica.info(ContentSyncInfoIntermediateResponse.createRefreshPresentResponse(null, false));
        assertThat(replica.isLive()).isFalse();
        entry(ContentSyncState.DELETE, "carol", null);
        endDeletePhase(cookie("two"));

        assertKnown("alice");
    }

    @Test
    void whoIsNotSentShouldGoWhenNoCookieWasSent() throws LDAPException {
        replica.forgetCookie();
        replica.beginRefresh();
        add("alice");
        endDeletePhase(cookie("two"));

        assertKnown("alice");
    }

    @Test
    void whoIsNotSentShouldGoWhenTheServerCouldNotReadTheCookie() throws LDAPException {
        replica.beginRefresh();
        add("alice", "dave");
        endDeletePhase(cookie(""));

        assertKnown("alice", "dave");
        assertThat(replica.cookie()).isEmpty();
    }

    @Test
    void everythingShouldStayWhenNothingChanged() throws LDAPException {
        replica.beginRefresh();
        endDeletePhase(null);

        assertKnown("alice", "bob", "carol");
        assertThat(replica.cookie()).contains(cookie("one"));
    }

    @Test
    void refreshShouldHaveNeverHappenedWhenItIsInterrupted() throws LDAPException {
        replica.beginRefresh();
        add("dave");
        idSet(true, "alice");
        replica.info(ContentSyncInfoIntermediateResponse.createNewCookieResponse(cookie("half")));
        assertThat(replica.cookie()).contains(cookie("one"));

        replica.beginRefresh();
        idSet(true, "alice");
        endDeletePhase(cookie("two"));

        assertKnown("bob", "carol");
    }

    @Test
    void whoWasNamedShouldGoWhenOnlyAnInterruptedPresentPhaseNamedHim() throws LDAPException {
        replica.beginRefresh();
        idSet(false, "alice", "bob", "carol");

        replica.beginRefresh();
        idSet(false, "alice", "carol");
        endPresentPhase(cookie("two"));

        assertKnown("alice", "carol");
    }

    @Test
    void whoWasDeletedShouldStayWhenOnlyAnInterruptedDeletePhaseNamedHim() throws LDAPException {
        replica.beginRefresh();
        idSet(true, "bob");

        replica.beginRefresh();
        endDeletePhase(cookie("two"));

        assertKnown("alice", "bob", "carol");
    }

    @Test
    void whoWasSentShouldNotCountAsKnownWhenThatRefreshWasInterrupted() throws LDAPException {
        replica.beginRefresh();
        add("dave");

        replica.beginRefresh();
        idSet(false, "alice", "dave");

        assertThatThrownBy(() -> endPresentPhase(cookie("two"))).isInstanceOf(LDAPException.class);
    }

    @Test
    void cookieShouldStayWhenOnlyAnInterruptedRefreshBroughtOne() throws LDAPException {
        replica.beginRefresh();
        replica.info(ContentSyncInfoIntermediateResponse.createNewCookieResponse(cookie("half")));

        replica.beginRefresh();
        endDeletePhase(null);

        assertThat(replica.cookie()).contains(cookie("one"));
    }

    @Test
    void cookieShouldBeKeptWhenAnEntryOrAMessageBringsOne() throws LDAPException {
        entry(ContentSyncState.MODIFY, "alice", cookie("two"));
        assertThat(replica.cookie()).contains(cookie("two"));
        replica.info(ContentSyncInfoIntermediateResponse.createNewCookieResponse(cookie("three")));

        assertThat(replica.cookie()).contains(cookie("three"));
    }

    @Test
    void entriesShouldComeAndGoWhenTheFeedIsLive() throws LDAPException {
        add("dave");
        entry(ContentSyncState.DELETE, "bob", null);
        idSet(true, "carol", "nobody");

        assertKnown("alice", "dave");
    }

    @Test
    void entryThatCameWhileTheFeedWasLiveShouldBeKnownLikeAnyOther() throws LDAPException {
        add("dave", "erin");
        entry(ContentSyncState.DELETE, "erin", null);
        assertKnown("alice", "bob", "carol", "dave");

        replica.beginRefresh();
        idSet(false, "alice", "dave");
        endPresentPhase(cookie("two"));

        assertKnown("alice", "dave");
    }

    @Test
    void whoIsSentAfterBeingDeletedInOneRefreshShouldStay() throws LDAPException {
        replica.beginRefresh();
        idSet(true, "bob");
        add("bob");
        endDeletePhase(cookie("two"));

        assertKnown("alice", "bob", "carol");
    }

    @Test
    void everythingShouldBeReadAnewWhenAnEntryIsTakenForKnownThatIsNot() throws LDAPException {
        replica.beginRefresh();
        idSet(false, "alice", "dave");

        assertThatThrownBy(() -> endPresentPhase(cookie("two")))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.E_SYNC_REFRESH_REQUIRED));
        assertKnown("alice", "bob", "carol");
    }

    @Test
    void entryShouldBeRefusedWhenItComesWithoutItsState() {
        assertThatThrownBy(() -> replica.entry(new SearchResultEntry("uid=x,dc=d1,dc=test", List.of())))
                .isInstanceOf(LDAPException.class);
    }
}
