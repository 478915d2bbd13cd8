package io.loist.examples.endtoend.crash;

import io.loist.db.LoistDatabase;
import io.loist.examples.endtoend.ingest.IngestChildMain;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestWorker;
import io.loist.storage.FileSystemObjectStore;
import io.loist.track.DuplicatePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that shares a library with others of its kind: it takes a folder in once it is told to, or works until it is told to
 * stop.
 */
final class SharingChildMain {

    private SharingChildMain() {}

    public static void main(String[] arguments) throws IOException {
        try (LoistDatabase database =
                        LoistDatabase.builder().jdbcUrl(arguments[0]).build();
                FileSystemObjectStore objects = FileSystemObjectStore.create(Path.of(arguments[1]))) {
            IngestPipeline.Builder pipeline = IngestPipeline.builder(database, objects, IngestChildMain.reader())
                    .bucket(IngestChildMain.BUCKET)
                    .lease(IngestChildMain.LEASE)
                    .parallelism(2);
            if (arguments.length > 2) {
                takeIn(pipeline.build(), Path.of(arguments[2]));
            } else {
                work(pipeline.duplicates(DuplicatePolicy.ALLOW).build());
            }
        }
    }

    private static void takeIn(IngestPipeline pipeline, Path folder) throws IOException {
        say("READY");
        System.in.read();
        pipeline.ingestAll(folder, new IngestListener() {
            @Override
            public void finished(IngestOutcome outcome) {
                if (outcome instanceof IngestOutcome.Stored stored) {
                    say("STORED " + stored.track().id() + " " + stored.source().name());
                } else if (outcome instanceof IngestOutcome.Refused refused) {
                    say("REFUSED " + refused.cause());
                }
            }
        });
    }

    private static void work(IngestPipeline pipeline) throws IOException {
        try (IngestWorker worker = IngestWorker.builder(pipeline)
                .retry(ZombieTest.AT_ONCE)
                .pause(Duration.ofMillis(20))
                .build()) {
            worker.start();
            say("READY");
            System.in.read();
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
