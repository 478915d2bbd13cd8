package io.loist.db.internal.connect;

import java.time.Duration;

/** Default values of the connection settings. */
public final class ConnectionDefaults {

    public static final int POOL_SIZE = 10;
    public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration IDLE_IN_TRANSACTION_TIMEOUT = Duration.ofSeconds(60);
    public static final Duration LEAK_TIMEOUT = Duration.ofMinutes(5);

    private ConnectionDefaults() {}
}
