package io.loist.storage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A process that adds to a number in an object, over and over: reads it, and replaces just the generation that it has read. */
public final class FileSystemCounterMain {

    public static final String NAME = "counter";

    private FileSystemCounterMain() {}

    /** Takes the store's root, the bucket and how often to add 1. */
    public static void main(String[] args) throws IOException {
        FileSystemObjectStore store = FileSystemObjectStore.create(Path.of(args[0]));
        ObjectRef ref = new ObjectRef(args[1], NAME);
        for (int done = 0; done < Integer.parseInt(args[2]); ) {
            StoredObject seen = store.stat(ref).orElseThrow();
            byte[] next = Integer.toString(value(store, ref) + 1).getBytes(UTF_8);
            try {
                store.put(Upload.builder(ref, next).replacing(seen.generation()).build());
                done++;
            } catch (ObjectStoreException e) {
                if (e.reason() != Reason.PRECONDITION_FAILED) {
                    throw e;
                }
            }
        }
    }

    public static int value(FileSystemObjectStore store, ObjectRef ref) throws IOException {
        try (InputStream in = store.read(ref)) {
            return Integer.parseInt(new String(in.readAllBytes(), UTF_8));
        }
    }
}
