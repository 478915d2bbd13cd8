package io.loist.object;

import io.loist.testing.ObjectStoreContract;
import io.loist.testing.memory.InMemoryObjectStore;

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
