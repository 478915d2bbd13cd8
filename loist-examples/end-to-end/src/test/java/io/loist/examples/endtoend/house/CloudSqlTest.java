package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.db.LoistDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Here, as in most applications, the optional connector to Cloud SQL is not on the class path. */
class CloudSqlTest {

    @Test
    void build_cloudSqlWithoutConnector_namesTheDependency() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoistDatabase.builder()
                        .environment(Map.of("DB_CONNECTION_NAME", "p:r:i", "DB_NAME", "music"))
                        .build())
                .withMessageContaining("com.google.cloud.sql:postgres-socket-factory");
    }
}
