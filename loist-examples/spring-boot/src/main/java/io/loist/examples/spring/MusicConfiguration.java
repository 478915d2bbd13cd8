package io.loist.examples.spring;

import io.loist.db.ConnectionProvider;
import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** All of loist in a Spring application: on its pool, in its transactions, beside its Flyway. Copy this class. */
@Configuration(proxyBeanMethods = false)
class MusicConfiguration {

    private static final String BUCKET = "music";

    /** The database, migrated after the application's own migrations. The other order works, too. */
    @Bean
    @DependsOnDatabaseInitialization
    LoistDatabase loistDatabase(DataSource dataSource) {
        LoistDatabase database = LoistDatabase.builder()
                .connections(new SpringConnections(dataSource))
                .build();
        database.migrate();
        return database;
    }

    /** Files in place of a bucket; in production {@code GcsObjectStore.create()}. */
    @Bean
    FileSystemObjectStore objects(@Value("${music.folder}") Path folder) {
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder);
        objects.createBucket(BUCKET);
        return objects;
    }

    /** Serves those files through signed URLs; in production Cloud Storage does. */
    @Bean
    LocalMediaServer mediaServer(FileSystemObjectStore objects) {
        return LocalMediaServer.start(objects);
    }

    /** The library; in production with {@code signing(SigningKeys.discover())}. */
    @Bean
    Loist loist(LoistDatabase database, FileSystemObjectStore objects, LocalMediaServer mediaServer) {
        return Loist.builder()
                .database(database)
                .objects(objects)
                .bucket(BUCKET)
                .signedUrls(mediaServer.signedUrls())
                .build();
    }

    /** Connections of the pool that take part in {@code @Transactional}: what loist does there is committed or rolled back with it. */
    private record SpringConnections(DataSource dataSource) implements ConnectionProvider {

        @Override
        public Connection acquire() {
            return DataSourceUtils.getConnection(dataSource);
        }

        @Override
        public void release(Connection connection) {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }

        @Override
        public boolean inTransaction(Connection connection) {
            return DataSourceUtils.isConnectionTransactional(connection, dataSource);
        }
    }
}
