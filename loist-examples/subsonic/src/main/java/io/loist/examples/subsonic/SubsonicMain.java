package io.loist.examples.subsonic;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.demo.EmbeddedDatabase;
import io.loist.examples.demo.Samples;
import io.loist.ingest.IngestListener;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves a folder of music to clients of Subsonic and OpenSubsonic, with a PostgreSQL of its own. Its options, each followed by a value:
 * {@code --dir}, the folder of music, by default samples; {@code --keep}, the folder that keeps all data for the next start; {@code --host}
 * and {@code --port}, where it listens, by default port 4533 of the loopback interface. Users are those of the environment variable
 * {@code LOIST_USERS}: {@code name:password:apiKey}, separated by commas; without it there is one, with random secrets.
 */
public final class SubsonicMain {

    private static final String BUCKET = "music";

    private SubsonicMain() {}

    /** Serves until Enter, or until the process is stopped. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        String keep = options.get("--keep");
        Path data = keep == null
                ? Files.createTempDirectory("loist-subsonic-")
                : Path.of(keep).toAbsolutePath();
        String folder = options.get("--dir");
        Path music =
                folder == null ? Samples.copyTo(Files.createDirectories(data.resolve("samples"))) : Path.of(folder);
        InetAddress host = InetAddress.getByName(options.getOrDefault("--host", "127.0.0.1"));
        int port = Integer.parseInt(options.getOrDefault("--port", "4533"));
        String random = "loist:" + UUID.randomUUID() + ":" + UUID.randomUUID();
        String users = Objects.requireNonNullElse(System.getenv("LOIST_USERS"), random);

        FileSystemObjectStore objects = FileSystemObjectStore.create(Files.createDirectories(data.resolve("objects")));
        objects.createBucket(BUCKET);
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createDirectories(data.resolve("postgres")));
                LoistDatabase database =
                        LoistDatabase.builder().jdbcUrl(postgres.jdbcUrl()).build();
                LocalMediaServer media =
                        LocalMediaServer.builder(objects).address(host).start();
                Loist loist = Loist.builder()
                        .database(database)
                        .objects(objects)
                        .bucket(BUCKET)
                        .audioReader(AudioFileReader.builder()
                                .thumbnails(160, 320, 640)
                                .build())
                        .signedUrls(media.signedUrls())
                        .build()) {
            database.migrate();
            loist.ingestAll(music, IngestListener.NONE);
            database.refreshSearch();
            Path playlists = data.resolve("playlists.json");
            try (SubsonicServer server =
                    new SubsonicServer(new InetSocketAddress(host, port), Users.parse(users), loist, playlists)) {
                System.out.println(
                        "Subsonic at http://" + host.getHostAddress() + ":" + server.port() + ". Press Enter to stop.");
                System.out.println(users.equals(random) ? "User, password and API key: " + users : "");
                while (System.in.read() != '\n') {
                    LockSupport.parkNanos(100_000_000); // for ever, if there is no stdin
                }
            }
        }
    }
}
