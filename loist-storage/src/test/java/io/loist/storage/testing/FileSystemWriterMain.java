package io.loist.storage.testing;

import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testkit.TestContent;
import java.nio.file.Path;

/**
 * A process that stores objects until it is killed or has stored enough, and says on its standard output what it has done. Names
 * are those of numbers, contents follow from them.
 */
public final class FileSystemWriterMain {

    private FileSystemWriterMain() {}

    /** Takes the store's root, the bucket, the first number and how many. */
    public static void main(String[] args) {
        FileSystemObjectStore store = FileSystemObjectStore.create(Path.of(args[0]));
        int first = Integer.parseInt(args[2]);
        for (int i = first; i < first + Integer.parseInt(args[3]); i++) {
            ObjectRef ref = new ObjectRef(args[1], name(i));
            try {
                store.put(Upload.builder(ref, content(i)).build());
                System.out.println("stored " + i);
            } catch (ObjectStoreException e) {
                System.out.println(e.reason() + " " + i);
            }
        }
    }

    public static String name(int number) {
        return "folder " + number % 7 + "/object " + number;
    }

    public static byte[] content(int number) {
        return TestContent.random(number % 50 * 10_000);
    }
}
