package io.loist.db.testing;

import io.loist.db.LoistDatabase;
import io.loist.testkit.SampleTracks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A program that saves a batch, to be killed before the last track of it. */
public final class HalfBatchMain {

    public static final String APPLICATION = "half-batch";
    public static final UUID LAST = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    private HalfBatchMain() {}

    public static Process start(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfBatchMain.class.getName(),
                        url + "?ApplicationName=" + APPLICATION)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        LoistDatabase database = LoistDatabase.builder()
                .dataSource(TestServer.dataSource(arguments[0], TestServer.SUPERUSER))
                .namespace("half")
                .build();
        database.tracks()
                .saveAllOrNone(List.of(
                        SampleTracks.track("First", "Band"),
                        SampleTracks.track("Second", "Band"),
                        SampleTracks.builder("Third", "Band").id(LAST).build()));
    }
}
