package io.loist.examples.demo;

import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;

/** Prints URLs that play, and waits while the user listens. */
final class Listening {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SignedUrlService signer;
    private final InputStream in;
    private final PrintStream out;

    Listening(SignedUrlService signer, InputStream in, PrintStream out) {
        this.signer = signer;
        this.in = in;
        this.out = out;
    }

    /** Returns when the user presses Enter. Without a terminal or a pipe to read from, only an interrupt ends it. */
    void serve(Collection<Track> tracks) throws InterruptedException {
        for (Track track : tracks) {
            SignedUrl url = signer.sign(SignedUrlRequest.get(track.audioObject().ref())
                    .lifetime(LIFETIME)
                    .build());
            out.println("   \"" + track.metadata().title() + "\"");
            out.println("     " + url.uri());
        }
        out.println("   Open one in a browser or player within an hour. Press Enter to stop.");
        CountDownLatch enter = new CountDownLatch(1);
        Thread reader = new Thread(() -> awaitEnter(enter), "demo-enter");
        reader.setDaemon(true); // a read of the terminal cannot be interrupted
        reader.start();
        enter.await();
    }

    private void awaitEnter(CountDownLatch enter) {
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
