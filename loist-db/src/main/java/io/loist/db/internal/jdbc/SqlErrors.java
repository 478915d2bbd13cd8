package io.loist.db.internal.jdbc;

import io.loist.DatabaseException;
import io.loist.LoistException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Translates {@code SQLException}s into loist's exceptions: the only place that knows SQLSTATEs. */
public final class SqlErrors {

    private static final String UNIQUE_VIOLATION = "23505";
    public static final String PERMISSION_DENIED = "42501";
    public static final String READ_ONLY = "25006";
    private static final String DISK_FULL = "53100";
    private static final String WRONG_STATE = "55000";
    private static final String CANCELLED = "57014";

    /** Statement time-out or cancellation, lock time-out, idle-in-transaction time-out, transaction time-out. */
    private static final Set<String> TIMEOUTS = Set.of(CANCELLED, "55P03", "25P03", "25P04");

    /** Undefined table, function, column, schema or type. */
    private static final Set<String> NOT_MIGRATED = Set.of("42P01", "42883", "42703", "3F000", "42704");

    /** Server shut down by an administrator, crashed, or starting. */
    private static final Set<String> RESTARTING = Set.of("57P01", "57P02", "57P03");

    private static final String REJECTED = "08004";

    /** Connection refused or rejected. */
    private static final Set<String> NOT_CONNECTED = Set.of("08001", REJECTED);

    /** A prepared statement that is there already, or is not there: it was prepared on another server connection. */
    private static final Set<String> OTHER_SESSION = Set.of("42P05", "26000");

    private static final String PROTOCOL_VIOLATION = "08P01";

    /** What poolers say of what they do not take, and the server of a statement that another client has prepared. */
    private static final Pattern POOLER = Pattern.compile(
            "unsupported startup parameter|prepared statement|command-line options", Pattern.CASE_INSENSITIVE);

    /** How the driver names a server that it did not reach. */
    private static final Pattern REFUSED_BY = Pattern.compile("Connection to (\\S+:\\d+) refused");

    private SqlErrors() {}

    /**
     * Returns the exception to throw instead.
     *
     * @param action the attempted action, to end the sentence "the database could not …"; names ids, never content
     */
    public static LoistException translate(String action, SQLException e) {
        SQLException root = root(e);
        Meaning meaning = meaning(root);
        String said = serverMessage(root) == null ? where(e) : " (" + serverMessage(root) + ")";
        if (said.isEmpty() && meaning == Meaning.FAILED) {
            said = " (" + kind(root) + ")";
        }
        return new DatabaseException(
                meaning.code,
                meaning.retryable,
                "The database could not " + action + ": " + meaning.sentence + said,
                root.getSQLState(),
                withoutContent(root));
    }

    public static boolean isUniqueViolation(SQLException e) {
        return UNIQUE_VIOLATION.equals(root(e).getSQLState());
    }

    /** Returns whether a value violates a constraint of the table, or is invalid for its type. */
    public static boolean isRefusal(SQLException e) {
        return meaning(root(e)) == Meaning.REFUSED;
    }

    /** Returns whether a statement was cancelled, by its time-out or by a user. */
    public static boolean isCancelled(SQLException e) {
        return CANCELLED.equals(root(e).getSQLState());
    }

    /** Returns whether a time-out was exceeded, or a user cancelled a statement. */
    public static boolean isTimeout(SQLException e) {
        return meaning(root(e)) == Meaning.TIMED_OUT;
    }

    /** Returns whether an object is not in the state that the statement requires (55000). */
    public static boolean isWrongState(SQLException e) {
        return WRONG_STATE.equals(root(e).getSQLState());
    }

    /** Returns whether a table, column or function is missing; on a replica it may not have arrived yet. */
    static boolean isNotMigrated(SQLException e) {
        return meaning(root(e)) == Meaning.NOT_MIGRATED;
    }

    public static boolean isPermissionDenied(SQLException e) {
        return PERMISSION_DENIED.equals(root(e).getSQLState());
    }

    public static boolean isConnectionFailure(SQLException e) {
        Meaning meaning = meaning(root(e));
        return meaning == Meaning.UNAVAILABLE
                || meaning == Meaning.DENIED
                || meaning == Meaning.POOLED
                || meaning == Meaning.UNTRUSTED
                || meaning == Meaning.NO_DATABASE;
    }

    /**
     * Returns whether a failure is transient, so that a retry may succeed. A time-out of the pool is not: the pool has already
     * waited for as long as it may.
     */
    static boolean isPassing(SQLException e) {
        String state = root(e).getSQLState();
        if (state == null
                || e instanceof SQLTransientConnectionException
                || NOT_CONNECTED.contains(state)
                || meaning(root(e)) == Meaning.POOLED) {
            return false;
        }
        return state.startsWith("40") || state.startsWith("08") || RESTARTING.contains(state);
    }

    /** Returns the server's exception, unwrapped from those of batches and pools. */
    public static SQLException root(SQLException e) {
        SQLException root = e;
        if (e instanceof BatchUpdateException && e.getNextException() != null) {
            root = e.getNextException();
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner && inner.getSQLState() != null) {
                root = inner;
            }
        }
        return root;
    }

    /** Returns the exception without the server's details and the statement's text, which contain the stored values. */
    public static SQLException withoutContent(SQLException e) {
        if (serverMessage(e) == null) {
            return e;
        }
        SQLException bare = new SQLException(serverMessage(e), e.getSQLState(), e.getErrorCode());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }

    /** Returns which server could not be reached, as far as it is known. */
    private static String where(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectFailure failure) {
                return " (" + failure.address() + ")";
            }
            Matcher refused = REFUSED_BY.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof PSQLException && refused.find()) {
                return " (" + refused.group(1) + ")";
            }
        }
        return "";
    }

    /** What there is to know of a failure that the driver alone reports. Its message is left out: it may contain values. */
    private static String kind(SQLException e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return "SQLSTATE " + e.getSQLState() + ", " + first.getClass().getName();
    }

    private static @Nullable String serverMessage(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        return message == null ? null : message.getMessage();
    }

    private static Meaning meaning(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            boolean connecting = e instanceof SQLTransientConnectionException || e.getCause() instanceof IOException;
            return connecting ? Meaning.UNAVAILABLE : Meaning.FAILED;
        }
        if (isUntrusted(e)) {
            return Meaning.UNTRUSTED;
        }
        if (TIMEOUTS.contains(state)) {
            return Meaning.TIMED_OUT;
        }
        if (NOT_MIGRATED.contains(state)) {
            return Meaning.NOT_MIGRATED;
        }
        if (isOfPooler(e, state)) {
            return Meaning.POOLED;
        }
        return switch (state) {
            case REJECTED -> Meaning.DENIED;
            case PERMISSION_DENIED -> Meaning.NO_PERMISSION;
            case READ_ONLY -> Meaning.READ_ONLY;
            case DISK_FULL -> Meaning.FULL;
            default -> ofClass(state.substring(0, Math.min(2, state.length())));
        };
    }

    private static boolean isOfPooler(SQLException e, String state) {
        boolean mayBe = state.equals(PROTOCOL_VIOLATION) || state.equals("0A000");
        return OTHER_SESSION.contains(state)
                || (mayBe && POOLER.matcher(String.valueOf(e.getMessage())).find());
    }

    /** The driver reports a failed certificate check with the same SQLSTATE as an unreachable server. */
    private static boolean isUntrusted(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            boolean otherName = cause instanceof PSQLException
                    && String.valueOf(cause.getMessage()).contains("HostnameVerifier");
            if (otherName || cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static Meaning ofClass(String stateClass) {
        return switch (stateClass) {
            case "08", "57" -> Meaning.UNAVAILABLE;
            case "28" -> Meaning.DENIED;
            case "3D" -> Meaning.NO_DATABASE;
            case "40" -> Meaning.CONFLICT;
            case "53" -> Meaning.OVERLOADED;
            case "22", "23", "54" -> Meaning.REFUSED;
            default -> Meaning.FAILED;
        };
    }

    private enum Meaning {
        UNAVAILABLE(
                "DATABASE_UNAVAILABLE",
                true,
                "it cannot be reached or is shutting down; check that it runs, its address, and the network between"),
        UNTRUSTED(
                "DATABASE_UNTRUSTED",
                false,
                "the server's certificate could not be verified; check the host name and the certificate of its authority"),
        DENIED("DATABASE_ACCESS_DENIED", false, "it rejected the user; check user, password and pg_hba.conf"),
        POOLED(
                "DATABASE_POOLED",
                false,
                "a pooler between loist and the server shares connections, or does not take what loist says when it connects; set"
                        + " DB_POOLER to transaction or call pooler(Pooler.TRANSACTION), or, with a DataSource of your own, add"
                        + " prepareThreshold=0 to its URL; if it gives each client a connection of its own, say session instead;"
                        + " PgBouncer needs ignore_startup_parameters = extra_float_digits, too"),
        NO_DATABASE("DATABASE_MISSING", false, "there is no database of that name; check the address or create it"),
        NO_PERMISSION("DATABASE_PERMISSION_DENIED", false, "the user lacks a privilege; grant it"),
        NOT_MIGRATED(
                "DATABASE_NOT_MIGRATED",
                false,
                "one of loist's tables or columns is missing; call migrate() first, and check the schema"),
        TIMED_OUT("DATABASE_TIMEOUT", true, "a time-out was exceeded; try again, or raise the time-out"),
        CONFLICT("DATABASE_CONFLICT", true, "it conflicted with another transaction; try again"),
        OVERLOADED(
                "DATABASE_OVERLOADED",
                true,
                "the server has no memory or connections left; try again later, or raise its limits"),
        FULL("DATABASE_FULL", false, "its disk is full; free space"),
        READ_ONLY(
                "DATABASE_READ_ONLY",
                false,
                "it is read-only: a standby, or a role that may only read; connect to the primary, which a list of hosts finds with"
                        + " targetServerType=primary in the URL (DB_TARGET_SERVER_TYPE)"),
        REFUSED("DATABASE_REFUSED", false, "a value violates a constraint of the table"),
        FAILED("DATABASE_FAILED", false, "it reported an unexpected error");

        private final String code;
        private final boolean retryable;
        private final String sentence;

        Meaning(String code, boolean retryable, String sentence) {
            this.code = code;
            this.retryable = retryable;
            this.sentence = sentence;
        }
    }
}
