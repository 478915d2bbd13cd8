package io.loist.db;

/** What is between loist and the server: {@link LoistDatabaseBuilder#pooler}. */
public enum Pooler {
    /** Nothing that shares connections; proxies that pass connections on, such as the Cloud SQL Auth Proxy, count as nothing. */
    NONE,
    /**
     * A pooler that gives each client a server connection of its own, or keeps the prepared statements of its clients apart, as
     * PgBouncer does from 1.21 on with {@code max_prepared_statements}.
     */
    SESSION,
    /** A pooler that gives a client another server connection for each transaction, such as PgBouncer in transaction mode. */
    TRANSACTION
}
