package io.loist.object;

import io.loist.testkit.contract.ObjectStoreContract;
import io.loist.testkit.memory.InMemoryObjectStore;

class InMemoryObjectStoreTest extends ObjectStoreContract {

    private final ObjectStore store = new InMemoryObjectStore("music");

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return "music";
    }
}
