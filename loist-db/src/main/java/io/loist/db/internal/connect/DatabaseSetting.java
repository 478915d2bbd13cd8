package io.loist.db.internal.connect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of a connection, with their names in the builder, in properties and in the environment. */
public enum DatabaseSetting {
    URL("jdbcUrl"),
    REPLICA_URL("replicaUrl"),
    HOST("host"),
    PORT("port", "5432"),
    NAME("database"),
    CONNECTION_NAME("cloudSqlInstance"),
    USER("user"),
    PASSWORD("password"),
    SSL_MODE("sslMode"),
    SSL_ROOT_CERT("sslRootCert"),
    SSL_CERT("sslCert"),
    SSL_KEY("sslKey"),
    TARGET_SERVER_TYPE("targetServerType"),
    IP_TYPES("ipTypes"),
    POOLER("pooler", "none"),
    PREPARE_THRESHOLD("prepareThreshold"),
    MIN_CONNECTIONS("minimumPoolSize"),
    MAX_CONNECTIONS("poolSize", String.valueOf(ConnectionDefaults.POOL_SIZE)),
    CONNECTION_TIMEOUT("connectionTimeout", ConnectionDefaults.CONNECTION_TIMEOUT),
    STATEMENT_TIMEOUT("statementTimeout", ConnectionDefaults.STATEMENT_TIMEOUT),
    LOCK_TIMEOUT("lockTimeout", ConnectionDefaults.LOCK_TIMEOUT),
    IDLE_TIMEOUT("idleInTransactionTimeout", ConnectionDefaults.IDLE_IN_TRANSACTION_TIMEOUT),
    LEAK_TIMEOUT("leakTimeout", ConnectionDefaults.LEAK_TIMEOUT);

    static final String PROPERTY_PREFIX = "loist.db.";

    private static final Pattern HOSTS = Pattern.compile("[A-Za-z0-9._%:\\[\\]-]+(, *[A-Za-z0-9._%:\\[\\]-]+)*");

    private static final long MAX_MILLIS = Duration.ofDays(1).toMillis();

    private final String builderName;
    private final @Nullable String standard;

    DatabaseSetting(String builderName) {
        this.builderName = builderName;
        this.standard = null;
    }

    DatabaseSetting(String builderName, String standard) {
        this.builderName = builderName;
        this.standard = standard;
    }

    DatabaseSetting(String builderName, Duration standard) {
        this(builderName, String.valueOf(standard.toMillis()));
    }

    String builderName() {
        return builderName;
    }

    String environmentName() {
        return "DB_" + name();
    }

    String propertyName() {
        return PROPERTY_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the default value, or null if there is none. */
    @Nullable
    String standard() {
        return standard;
    }

    /** Returns whether this setting holds the address of the database. */
    boolean isAddress() {
        return this == URL || this == HOST || this == CONNECTION_NAME;
    }

    /** Returns a value with passwords masked, for logs. */
    String shown(String value) {
        return switch (this) {
            case PASSWORD -> "****";
            case URL, REPLICA_URL -> DriverUrl.shown(value);
            default -> value;
        };
    }

    /** Rejects an invalid value, with the name under which it was given. */
    public void check(String name, String value) {
        switch (this) {
            case URL, REPLICA_URL -> DriverUrl.check(name, value);
            case POOLER -> checkOneOf(name, value, "none", "session", "transaction");
            case TARGET_SERVER_TYPE ->
                checkOneOf(name, value, "any", "primary", "secondary", "preferPrimary", "preferSecondary");
            case IP_TYPES -> checkOneOf(name, value, "PUBLIC", "PRIVATE", "PSC", "PUBLIC,PRIVATE", "PRIVATE,PUBLIC");
            case PREPARE_THRESHOLD -> checkNumber(name, value, 0, 10_000);
            case PORT -> checkNumber(name, value, 1, 65_535);
            case MIN_CONNECTIONS -> checkNumber(name, value, 0, 10_000);
            case MAX_CONNECTIONS -> checkNumber(name, value, 1, 10_000);
            // HikariCP's own minimum
            case CONNECTION_TIMEOUT -> checkNumber(name, value, 250, MAX_MILLIS);
            case STATEMENT_TIMEOUT, LOCK_TIMEOUT, IDLE_TIMEOUT -> checkNumber(name, value, 1, MAX_MILLIS);
            case LEAK_TIMEOUT -> checkNumber(name, value, 2_000, ConnectionDefaults.LEAK_TIMEOUT.toMillis());
            case SSL_MODE ->
                checkOneOf(name, value, "disable", "allow", "prefer", "require", "verify-ca", "verify-full");
            case HOST -> {
                if (!HOSTS.matcher(value).matches()) {
                    throw new IllegalArgumentException(name
                            + " must be a host name or an IP address, or several separated by commas, each with or without its"
                            + " port; for a Cloud SQL instance set " + CONNECTION_NAME.environmentName() + " instead");
                }
            }
            default -> {}
        }
    }

    private static void checkOneOf(String name, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    name + " must be one of " + String.join(", ", allowed) + ", but is \"" + value + "\"");
        }
    }

    private static void checkNumber(String name, String value, long min, long max) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= min && number <= max) {
                return;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range(name, value, min, max), e);
        }
        throw new IllegalArgumentException(range(name, value, min, max));
    }

    private static String range(String name, String value, long min, long max) {
        return name + " must be a whole number from " + min + " to " + max + ", but is \"" + value + "\"";
    }
}
