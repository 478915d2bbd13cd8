package io.loist.examples.endtoend.ingest;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.ObjectStore;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Intercepted;
import io.loist.track.DuplicatePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A program that takes a folder in, and deletes every fourth track again. It says what it was told is done, and stands still at a step
 * so that it can be killed there.
 */
public final class IngestChildMain {

    public static final Duration LEASE = Duration.ofSeconds(1);
    public static final String BUCKET = "music";

    private IngestChildMain() {}

    public static void main(String[] arguments) throws Exception {
        Path music = Path.of(arguments[1]);
        String step = arguments[3];
        AtomicInteger passes = new AtomicInteger(Integer.parseInt(arguments[4]));
        Consumer<String> stop = call -> {
            if (call.equals(step) && passes.decrementAndGet() == 0) {
                say("AT " + step);
                standStill();
            }
        };
        try (LoistDatabase database =
                        LoistDatabase.builder().jdbcUrl(arguments[0]).build();
                FileSystemObjectStore files = FileSystemObjectStore.create(Path.of(arguments[2]))) {
            Intercepted.Interceptor stopping = Intercepted.eachStep(stop);
            IngestPipeline pipeline =
                    pipeline(Intercepted.journal(database, stopping), Intercepted.store(files, stopping));
            AtomicInteger count = new AtomicInteger();
            say("READY");
            pipeline.ingestAll(music, new IngestListener() {
                @Override
                public void finished(IngestOutcome outcome) {
                    if (outcome instanceof IngestOutcome.Stored stored) {
                        say("STORED " + stored.track().id() + " "
                                + stored.source().name());
                        if (count.incrementAndGet() % 4 == 0) {
                            say("DELETING " + stored.track().id());
                            pipeline.delete(stored.track().id());
                            say("DELETED " + stored.track().id());
                        }
                    } else if (outcome instanceof IngestOutcome.Refused refused) {
                        say("REFUSED " + refused.cause());
                    }
                }
            });
            say("END");
        }
    }

    /** Returns a reader that is patient with a busy machine, and makes one thumbnail. */
    public static AudioFileReader reader() {
        return AudioFileReader.builder()
                .timeBudget(Duration.ofMinutes(5))
                .thumbnails(64)
                .build();
    }

    public static IngestPipeline pipeline(IngestDatabase database, ObjectStore objects) {
        return IngestPipeline.builder(database, objects, reader())
                .bucket(BUCKET)
                .lease(LEASE)
                .parallelism(2)
                // The files are of few sounds, each many times
                .duplicates(DuplicatePolicy.ALLOW)
                .build();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
