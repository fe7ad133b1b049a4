package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.StoreException;

class InMemoryMailStoreTest implements EditableMailStoreContract {

    @Override
    public EditableMailStore emptyStore() {
        return new InMemoryMailStore();
    }

    @Test
    void storeShouldThrowUntilItComesBackWhenItFails() {
        InMemoryMailStore store = new InMemoryMailStore();
        store.fail("Disk on fire");

        assertThatThrownBy(() -> store.findApp("app1"))
                .isInstanceOf(StoreException.class)
                .hasMessage("Disk on fire");
        assertThatThrownBy(() -> store.apps().list()).isInstanceOf(StoreException.class);

        store.comeBack();
        assertThat(store.findApp("app1")).isEmpty();
    }
}
