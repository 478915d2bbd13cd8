package io.loist.examples.benchmarks.database;

import io.loist.examples.benchmarks.harness.BenchServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A worker that executes loist's own statements through bare JDBC on its own connection. */
final class BareWorker implements AutoCloseable {

    private static final int RETRIES = 5;
    private static final double LEASE_MICROS = 600e6;

    private final Connection connection;
    private final String namespace;
    private final PreparedStatement claim;
    private final PreparedStatement complete;
    private OffsetDateTime lastDue = OffsetDateTime.MIN;
    private UUID lastId = new UUID(0, 0);

    /** Prepares the statements. What loist sets for each transaction, a bare program sets once. */
    BareWorker(Connection connection, String namespace, Statements statements) throws SQLException {
        this.connection = connection;
        this.namespace = namespace;
        connection.setAutoCommit(false);
        BenchServer.execute(connection, statements.begin().replace("true)", "false)"));
        connection.commit();
        this.claim = connection.prepareStatement(statements.claim());
        this.complete = connection.prepareStatement(statements.complete());
    }

    /**
     * The statements to run.
     *
     * @param complete three statements, of which the first two lock
     */
    record Statements(String begin, String claim, String complete) {}

    /** Claims and completes a batch, and returns its number of tracks. */
    int work(int batch) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        claim(batch, ids, numbers);
        connection.commit();
        String[] workers = new String[ids.size()];
        Arrays.fill(workers, "bare");
        Array idArray = connection.createArrayOf("uuid", ids.toArray(UUID[]::new));
        complete.setString(1, namespace);
        complete.setArray(2, idArray);
        complete.setString(3, namespace);
        complete.setArray(4, idArray);
        complete.setArray(5, idArray);
        complete.setArray(6, connection.createArrayOf("int4", numbers.toArray(Integer[]::new)));
        complete.setArray(7, connection.createArrayOf("text", workers));
        complete.setString(8, namespace);
        int done = 0;
        complete.execute();
        complete.getMoreResults();
        complete.getMoreResults();
        try (ResultSet rows = complete.getResultSet()) {
            while (rows.next()) {
                done++;
            }
        }
        connection.commit();
        return done;
    }

    private void claim(int batch, List<UUID> ids, List<Integer> numbers) throws SQLException {
        claim.setInt(1, RETRIES);
        claim.setString(2, namespace);
        claim.setObject(3, lastDue);
        claim.setObject(4, lastId);
        claim.setInt(5, batch);
        claim.setString(6, "bare");
        claim.setDouble(7, LEASE_MICROS);
        claim.setString(8, "bare");
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                UUID id = rows.getObject("track_id", UUID.class);
                ids.add(id);
                numbers.add(rows.getInt("claim_number"));
                OffsetDateTime due = rows.getObject("was_due_at", OffsetDateTime.class);
                if (due.isAfter(lastDue)
                        || (due.isEqual(lastDue) && id.toString().compareTo(lastId.toString()) > 0)) {
                    lastDue = due;
                    lastId = id;
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
