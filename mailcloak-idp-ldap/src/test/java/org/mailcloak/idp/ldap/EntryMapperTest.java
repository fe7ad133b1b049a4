package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryMapperTest {

    private static EntryMapper reader(Map<String, Object> settings) {
        return new EntryMapper(
                InMemoryDirectory.settings("ldap://127.0.0.1:1", settings).layout(), InstantSource.system());
    }

    @Test
    void idShouldBeTextWhenItHasAsManyBytesAsAGuid() throws Exception {
        Entry entry = new Entry("dn: uid=alice,dc=d1,dc=test", "uid: alice", "employeeNumber: 0123456789abcdef");

        assertThat(reader(Map.of("id_attribute", "employeeNumber")).read(entry).id())
                .isEqualTo("0123456789abcdef");
    }

    @Test
    void furtherLoginsShouldBeAllButTheFirstInLowerCase() throws Exception {
        Entry entry = new Entry("dn: uid=alice,dc=d1,dc=test", "uid: Alice", "uid: Al", "mail: A@d1.test");

        assertThat(reader(Map.of("login_attribute", List.of("uid", "mail"))).furtherLogins(entry))
                .containsExactly("al", "a@d1.test");
    }
}
