package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReplicaTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Replica replica = new Replica(Connections.of(new PGSimpleDataSource()), nanos::get);

    @Test
    void isUsable_afterThePause_letsOneCallTry() {
        assertThat(replica.isToBeLeftOut(new SQLException("no route", "08001"))).isTrue();
        assertThat(replica.isUsable()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(replica.isUsable()).isTrue();
        assertThat(replica.isUsable()).as("while the other call tries").isFalse();
        assertThat(replica.failure()).isEqualTo("no route");

        replica.worked();
        assertThat(replica.isUsable()).isTrue();
        assertThat(replica.failure()).isNull();
    }
}
