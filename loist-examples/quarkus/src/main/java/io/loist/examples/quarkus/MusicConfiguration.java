package io.loist.examples.quarkus;

import io.loist.db.ConnectionProvider;
import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All of loist in a Quarkus application: on its pool, in its transactions, beside its Flyway. Copy this class. */
@Singleton
final class MusicConfiguration {

    private static final String BUCKET = "music";

    /** The database, migrated after the application's own migrations. The other order works, too. */
    @Produces
    @Singleton
    @Startup
    LoistDatabase loistDatabase(DataSource dataSource) {
        LoistDatabase database = LoistDatabase.builder()
                .connections(new QuarkusConnections(dataSource))
                .build();
        database.migrate();
        return database;
    }

    /** Files in place of a bucket; in production {@code GcsObjectStore.create()}. */
    @Produces
    @Singleton
    FileSystemObjectStore objects(@ConfigProperty(name = "music.folder") Path folder) {
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder);
        objects.createBucket(BUCKET);
        return objects;
    }

    /** Serves those files through signed URLs; in production Cloud Storage does. */
    @Produces
    @Singleton
    LocalMediaServer mediaServer(FileSystemObjectStore objects) {
        return LocalMediaServer.start(objects);
    }

    /** The library; in production with {@code signing(SigningKeys.discover())}. */
    @Produces
    @Singleton
    Loist loist(LoistDatabase database, FileSystemObjectStore objects, LocalMediaServer mediaServer) {
        return Loist.builder()
                .database(database)
                .objects(objects)
                .bucket(BUCKET)
                .signedUrls(mediaServer.signedUrls())
                .build();
    }

    void close(@Disposes LocalMediaServer mediaServer) {
        mediaServer.close();
    }

    void close(@Disposes Loist loist) {
        loist.close();
    }

    /**
     * Connections of the pool, which take part in {@code @Transactional}: what loist does there is committed or rolled back with it.
     * The pool turns auto-commit off in a transaction, and there only.
     */
    private record QuarkusConnections(DataSource dataSource) implements ConnectionProvider {

        @Override
        public Connection acquire() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public void release(Connection connection) throws SQLException {
            connection.close(); // in a transaction, the pool keeps it until the end
        }

        @Override
        public boolean inTransaction(Connection connection) {
            return QuarkusTransaction.isActive();
        }
    }
}
