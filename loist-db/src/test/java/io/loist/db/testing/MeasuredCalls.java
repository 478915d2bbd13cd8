package io.loist.db.testing;

import io.loist.db.LoistDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of a database on a connection that tells their plans, by {@code EXPLAIN (ANALYZE, BUFFERS)}: which of them read more buffers than a
 * bound, or a large table from its beginning to its end.
 */
public final class MeasuredCalls implements AutoCloseable {

    private static final Pattern PLAN = Pattern.compile("(?m)^duration: .* plan:\n");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared([^\n]*)");
    private static final Pattern COUNT = Pattern.compile("(?:hit|read)=(\\d+)");

    private final ExplainedConnection explained;
    private final LoistDatabase database;
    private final String mode;
    private final Pattern largeScan;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    /**
     * Opens a connection.
     *
     * @param mode the value of {@code plan_cache_mode}
     * @param largeTables a regular expression for the names of the tables that no call may scan
     */
    public MeasuredCalls(PostgresExtension server, String mode, String largeTables) throws SQLException {
        this.mode = mode;
        this.largeScan = Pattern.compile("Seq Scan on (" + largeTables + ")\\b");
        this.explained = ExplainedConnection.open(
                server,
                mode,
                "auto_explain.log_analyze = on",
                "auto_explain.log_buffers = on",
                "auto_explain.log_timing = off");
        this.database = LoistDatabase.builder()
                .dataSource(new OneConnection(explained.connection()))
                .searchTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** Returns the database whose calls are measured. */
    public LoistDatabase database() {
        return database;
    }

    /** Makes a call twice, and measures the second one, which meets no index entries of deleted rows any more. */
    public void measureSecond(String name, int maxBuffers, Runnable call) {
        call.run();
        measure(name, maxBuffers, call);
    }

    /** Makes a call, which may read so many buffers, and reads some. */
    public void measure(String name, int maxBuffers, Runnable call) {
        explained.takePlans();
        call.run();
        String plans = explained.takePlans();
        long buffers = buffers(plans);
        if (buffers == 0 || buffers > maxBuffers || largeScan.matcher(plans).find()) {
            wrong.put(mode + " " + name, buffers + " buffers, at most " + maxBuffers + " allowed:\n" + plans);
        }
    }

    /** Returns the buffers of all statements; the first line of a plan has those of the whole plan. */
    private static long buffers(String plans) {
        long sum = 0;
        for (String plan : PLAN.splitAsStream(plans).toList()) {
            Matcher whole = BUFFERS.matcher(plan);
            Matcher count = COUNT.matcher(whole.find() ? whole.group(1) : "");
            while (count.find()) {
                sum += Long.parseLong(count.group(1));
            }
        }
        return sum;
    }

    /** Returns the calls that read too much, with their plans. */
    public Map<String, String> wrong() {
        return wrong;
    }

    @Override
    public void close() throws SQLException {
        explained.close();
    }
}
