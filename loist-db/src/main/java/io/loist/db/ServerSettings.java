package io.loist.db;

import java.util.List;
import java.util.Objects;

/**
 * Recommended settings for a PostgreSQL server that serves only loist, with the reason for each. It changes nothing on the server.
 * Managed services choose some of these settings themselves.
 *
 * <pre>{@code
 * System.out.print(ServerSettings.advise(3_840, 1, ServerSettings.Disk.SSD).toSql());
 * }</pre>
 *
 * @param settings the settings, the most important ones first
 */
public record ServerSettings(List<Setting> settings) {

    /** The kind of disk that holds the database's files. */
    public enum Disk {
        /** Flash storage, or block storage of a cloud that is built on it. */
        SSD,
        /** A hard disk. */
        HDD
    }

    /**
     * One setting.
     *
     * @param name the name of the parameter
     * @param value the value in PostgreSQL's notation, with its unit
     * @param reason the reason for this value
     * @param restart whether it takes effect only after a restart
     */
    public record Setting(String name, String value, String reason, boolean restart) {}

    private static final long CONNECTIONS = 100;
    private static final long MIN_MEGABYTES = 512;
    private static final long MAX_MEGABYTES = 16L * 1024 * 1024;

    /** Copies {@code settings}. */
    public ServerSettings {
        settings = List.copyOf(settings);
    }

    /**
     * Returns the settings for a server of this size.
     *
     * @param megabytes the memory of the server in MiB, from 512 to 16,777,216
     * @param cores number of processors, from 1 to 1,024
     * @param disk the kind of disk that holds the database's files
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ServerSettings advise(long megabytes, int cores, Disk disk) {
        if (megabytes < MIN_MEGABYTES || megabytes > MAX_MEGABYTES) {
            throw new IllegalArgumentException(
                    "megabytes must be from " + MIN_MEGABYTES + " to " + MAX_MEGABYTES + ", but is " + megabytes);
        }
        if (cores < 1 || cores > 1024) {
            throw new IllegalArgumentException("cores must be from 1 to 1024, but is " + cores);
        }
        boolean ssd = Objects.requireNonNull(disk, "disk") == Disk.SSD;
        long shared = Math.min(megabytes / 4, 16_384);
        // A query may use work_mem several times, for each sort and hash of its own and of its parallel workers
        long work = between(4, (megabytes - shared) / (CONNECTIONS * 4), 64);
        long maintenance = between(64, megabytes / 16, 1_024);
        return new ServerSettings(List.of(
                restart("max_connections", String.valueOf(CONNECTIONS), "ten applications with a pool of 10"),
                restart("shared_buffers", shared + "MB", "a quarter of the memory; the system's cache holds the rest"),
                now(
                        "effective_cache_size",
                        megabytes * 3 / 4 + "MB",
                        "size of both caches, for the planner; reserves no memory"),
                now("work_mem", work + "MB", "per sort or hash: allows four on each connection beside the buffers"),
                now("maintenance_work_mem", maintenance + "MB", "for index builds and vacuum, three at a time"),
                now(
                        "random_page_cost",
                        ssd ? "1.1" : "4",
                        ssd ? "flash reads random pages as fast as sequential ones" : "seeks are slow"),
                now(
                        "effective_io_concurrency",
                        ssd ? "200" : "2",
                        ssd ? "flash serves many requests at a time" : "a disk serves one request at a time"),
                restart("max_worker_processes", String.valueOf(Math.max(8, cores)), "at least one per processor"),
                now("max_parallel_workers", String.valueOf(cores), "one per processor"),
                now(
                        "max_parallel_workers_per_gather",
                        String.valueOf(between(0, cores / 2, 4)),
                        "leaves half of the processors to other queries"),
                now(
                        "max_wal_size",
                        Math.min(megabytes, 8_192) + "MB",
                        "prevents frequent checkpoints during a bulk load"),
                now(
                        "checkpoint_timeout",
                        "15min",
                        "writes fewer full pages to the log; recovery after a crash takes longer"),
                now("checkpoint_completion_target", "0.9", "spreads the writes; the default since PostgreSQL 14"),
                now("jit", "off", "compiling takes longer than loist's queries, which take milliseconds"),
                now("log_min_duration_statement", "1s", "logs slow statements"),
                now("log_statement", "none", "logging all statements would log tracks' content and search texts"),
                now("idle_in_transaction_session_timeout", "60s", "an open transaction holds back vacuum"),
                now("track_io_timing", "on", "measures the time spent waiting for the disk")));
    }

    /** Returns the settings as {@code ALTER SYSTEM} statements for a superuser, each with its reason as a comment. */
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

    private static long between(long min, long value, long max) {
        return Math.max(min, Math.min(value, max));
    }
}
