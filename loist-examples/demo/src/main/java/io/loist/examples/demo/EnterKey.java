package io.loist.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** Waits for Enter. */
final class EnterKey {

    private final InputStream in;
    private final PrintStream out;

    EnterKey(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Returns when the user presses Enter. Without a terminal or a pipe to read from, only an interrupt ends it. */
    void await() throws InterruptedException {
        out.println("   Press Enter to stop.");
        CountDownLatch enter = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(enter), "demo-enter");
        reader.setDaemon(true); // a read of the terminal cannot be interrupted
        reader.start();
        enter.await();
    }

    private void read(CountDownLatch enter) {
        try {
            int read = in.read();
            while (read != '\n' && read != -1) {
                read = in.read();
            }
            if (read == '\n') {
                enter.countDown();
            }
        } catch (IOException e) {
            out.println("   The terminal cannot be read (" + e.getMessage() + "); press Ctrl-C to stop.");
        }
    }
}
