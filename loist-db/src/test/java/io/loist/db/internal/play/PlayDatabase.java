package io.loist.db.internal.play;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.testing.PostgresExtension;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The upkeep of plays alone, without that of search. */
final class PlayDatabase {

    private PlayDatabase() {}

    static void maintain(PostgresExtension postgres, int keptDays, @Nullable Duration halfLife) {
        Scope scope = new Scope(SchemaName.of(LoistDatabase.DEFAULT_SCHEMA), LoistDatabase.DEFAULT_NAMESPACE);
        new PlayUpkeep(scope, new PlaySettings(keptDays, halfLife)).run(new Jdbc(postgres.dataSource()));
    }

    /** Deletes plays of old days as two runs do, with an hour between them. */
    static void rollUp(PostgresExtension postgres, int keptDays) {
        maintain(postgres, keptDays, null);
        try {
            postgres.execute("UPDATE track_play_state SET since = since - interval '61 minutes'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        maintain(postgres, keptDays, null);
    }
}
