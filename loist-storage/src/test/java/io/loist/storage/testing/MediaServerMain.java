package io.loist.storage.testing;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local media server in a process of its own, which says how much memory it takes whenever it is sent a line. */
public final class MediaServerMain {

    private MediaServerMain() {}

    /** Prints a signed URL, and ends with its input. */
    public static void main(String[] args) throws IOException {
        InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
        ObjectRef song = new ObjectRef("my-bucket", "song.mp3");
        store.put(Upload.builder(song, new byte[1_000]).build());
        try (LocalMediaServer server = LocalMediaServer.start(store)) {
            System.out.println(server.signedUrls().sign(song).uri());
            while (System.in.read() >= 0) {
                System.out.println(residentKib());
            }
        }
    }

    private static String residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
    }
}
