package io.loist.db;

import java.util.List;
import java.util.Objects;

/**
 * Settings that suit loist on a PostgreSQL server of its own, and why. Advice only: nothing is changed. Managed services set
 * some of it themselves.
 *
 * <pre>{@code
 * System.out.print(ServerSettings.advise(3_840, 1, ServerSettings.Disk.SSD).toSql());
 * }</pre>
 *
 * @param settings in the order they matter
 */
public record ServerSettings(List<Setting> settings) {

    /** What the database's files are on. */
    public enum Disk {
        /** Flash, or a cloud's block storage that is built of it. */
        SSD,
        /** Spinning platters. */
        HDD
    }

    /**
     * One setting.
     *
     * @param name of the parameter
     * @param value as PostgreSQL reads it, with its unit
     * @param reason why this value
     * @param restart whether it takes effect only after a restart
     */
    public record Setting(String name, String value, String reason, boolean restart) {}

    private static final long CONNECTIONS = 100;
    private static final long LEAST_MEGABYTES = 512;
    private static final long MOST_MEGABYTES = 16L * 1024 * 1024;

    /** Copies {@code settings}. */
    public ServerSettings {
        settings = List.copyOf(settings);
    }

    /**
     * Returns what suits a server of this size.
     *
     * @param megabytes how much memory it has, in units of 1,048,576 bytes, from 512 to 16,777,216
     * @param cores how many processors it has, from 1 to 1,024
     * @param disk what the database's files are on
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ServerSettings advise(long megabytes, int cores, Disk disk) {
        if (megabytes < LEAST_MEGABYTES || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException(
                    "megabytes must be from " + LEAST_MEGABYTES + " to " + MOST_MEGABYTES + ", but is " + megabytes);
        }
        if (cores < 1 || cores > 1024) {
            throw new IllegalArgumentException("cores must be from 1 to 1024, but is " + cores);
        }
        boolean ssd = Objects.requireNonNull(disk, "disk") == Disk.SSD;
        long shared = Math.min(megabytes / 4, 16_384);
        // A query may take it several times over, for each sort and hash of its own and of its parallel workers
        long work = between(4, (megabytes - shared) / (CONNECTIONS * 4), 64);
        long maintenance = between(64, megabytes / 16, 1_024);
        return new ServerSettings(List.of(
                restart("max_connections", String.valueOf(CONNECTIONS), "ten applications with a pool of 10"),
                restart("shared_buffers", shared + "MB", "a quarter of the memory; the system's cache holds the rest"),
                now(
                        "effective_cache_size",
                        megabytes * 3 / 4 + "MB",
                        "tells the planner what both caches hold; takes none"),
                now(
                        "work_mem",
                        work + "MB",
                        "for each sort or hash: four of them on every connection fit beside the buffers"),
                now(
                        "maintenance_work_mem",
                        maintenance + "MB",
                        "for building the search index and for vacuum, three at once"),
                now("random_page_cost", ssd ? "1.1" : "4", ssd ? "flash reads anywhere alike" : "a seek is dear"),
                now(
                        "effective_io_concurrency",
                        ssd ? "200" : "2",
                        ssd ? "flash serves many at once" : "one arm for each disk"),
                restart("max_worker_processes", String.valueOf(Math.max(8, cores)), "at least one for each processor"),
                now("max_parallel_workers", String.valueOf(cores), "no more than processors"),
                now(
                        "max_parallel_workers_per_gather",
                        String.valueOf(between(0, cores / 2, 4)),
                        "leaves half for others"),
                now(
                        "max_wal_size",
                        Math.min(megabytes, 8_192) + "MB",
                        "a bulk load must not force checkpoints all the time"),
                now(
                        "checkpoint_timeout",
                        "15min",
                        "fewer whole pages in the log; a restart after a crash takes longer"),
                now("checkpoint_completion_target", "0.9", "spreads the writing; the default from PostgreSQL 14 on"),
                now("jit", "off", "loist's queries take milliseconds, compiling them takes more"),
                now("log_min_duration_statement", "1s", "names what is slow"),
                now(
                        "log_statement",
                        "none",
                        "logging all would put tracks' content and what people search for into the log"),
                now("idle_in_transaction_session_timeout", "60s", "a forgotten transaction holds back vacuum"),
                now("track_io_timing", "on", "tells waiting for the disk from working")));
    }

    /** Returns the settings as SQL for a superuser, each with its reason. */
    public String toSql() {
        StringBuilder sql = new StringBuilder();
        for (Setting setting : settings) {
            sql.append("ALTER SYSTEM SET ")
                    .append(setting.name())
                    .append(" = '")
                    .append(setting.value())
                    .append("'; -- ");
            sql.append(setting.reason()).append(setting.restart() ? " (restart)\n" : "\n");
        }
        return sql.append("SELECT pg_reload_conf();\n").toString();
    }

    private static Setting now(String name, String value, String reason) {
        return new Setting(name, value, reason, false);
    }

    private static Setting restart(String name, String value, String reason) {
        return new Setting(name, value, reason, true);
    }

    private static long between(long least, long value, long most) {
        return Math.max(least, Math.min(value, most));
    }
}
