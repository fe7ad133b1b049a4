package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagingLimitTest {

    private static final Optional<ASN1OctetString> MORE = Optional.of(new ASN1OctetString("more"));

    private final PagingLimit limit = new PagingLimit();

    private static EntryPage page(int entries) {
        SearchResultEntry entry = new SearchResultEntry("cn=x", List.of());
        return new EntryPage(Collections.nCopies(entries, entry), MORE);
    }

    private void count(int pages, int entries, int unused) throws LdapUnavailableException {
        EntryPage page = page(entries);
        for (int i = 0; i < pages; i++) {
            limit.count(page, unused);
        }
    }

    @Test
    void searchShouldEndWhenPagesAreEmptyForEver() throws LdapUnavailableException {
        count(PagingLimit.MOST_EMPTY - 1, 0, 0);

        assertThatThrownBy(() -> count(1, 0, 0)).hasMessageContaining("pages in a row without an entry");
    }

    @Test
    void searchShouldGoOnWhenEntriesFollowEmptyPages() {
        assertThatCode(() -> {
                    for (int i = 0; i < 10; i++) {
                        count(PagingLimit.MOST_EMPTY - 1, 0, 0);
                        count(1, 1, 0);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void searchShouldEndWhenPagesWithFewEntriesHaveNoEnd() throws LdapUnavailableException {
        count(PagingLimit.MOST_PAGES - 1, 1, 0);

        assertThatThrownBy(() -> count(1, 1, 0)).hasMessageContaining("the server has sent 100000 pages");
    }

    @Test
    void searchShouldEndWhenEntriesWithoutALoginHaveNoEnd() throws LdapUnavailableException {
        count(PagingLimit.MOST_SKIPPED / 200 - 1, 200, 200);

        assertThatThrownBy(() -> count(1, 200, 200)).hasMessageContaining("entries without a login name");
    }

    @Test
    void searchShouldBeWholeWhenTheLastPageThatMayBeNamesNoFurtherOne() throws LdapUnavailableException {
        count(PagingLimit.MOST_EMPTY - 1, 0, 0);

        assertThatCode(() -> limit.count(new EntryPage(List.of(), Optional.empty()), 0))
                .doesNotThrowAnyException();
    }
}
