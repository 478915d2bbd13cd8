package io.loist.storage.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that hangs while it holds a lock. */
public final class FileLockMain {

    private FileLockMain() {}

    /** Takes the file to lock, and says so. It ends when its input does, or when it is killed. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            System.out.println(lock.isValid() ? "held" : "not held");
            while (System.in.read() >= 0) {
                // holds on
            }
        }
    }
}
