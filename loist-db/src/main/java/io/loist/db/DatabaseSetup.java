package io.loist.db;

import io.loist.DatabaseException;
import io.loist.db.internal.connect.DatabaseSetting;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.schema.SetupScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Creates a database for loist on a server: the database itself, its schema, and three roles with the minimum of privileges.
 * Idempotent: existing roles, databases and schemas are kept.
 *
 * <ul>
 *   <li>{@code NAME_owner} owns the tables and calls {@link LoistDatabase#migrate};
 *   <li>{@code NAME_app} reads and writes tracks;
 *   <li>{@code NAME_reader} only reads.
 * </ul>
 *
 * <p>The privileges of all other roles are revoked, and the last two roles have time-outs of their own.
 *
 * <pre>{@code
 * DatabaseSetup setup = DatabaseSetup.of("music").password(DatabaseSetup.Role.APP, secrets::appPassword);
 * System.out.println(setup.plan());
 * setup.apply("jdbc:postgresql://host/postgres", "postgres", secrets::adminPassword);
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class DatabaseSetup {

    /** The roles that use the database. */
    public enum Role {
        /** Owns the tables. */
        OWNER,
        /** Reads and writes tracks. */
        APP,
        /** Only reads. */
        READER
    }

    private static final String DATABASE_EXISTS = "SELECT datname FROM pg_database WHERE datname = :database";

    private SetupScript script;
    private final Map<String, Supplier<String>> passwords = new TreeMap<>();

    private DatabaseSetup(SetupScript script) {
        this.script = script;
    }

    /**
     * Creates the setup of a database, with the tables in the schema {@value LoistDatabase#DEFAULT_SCHEMA}.
     *
     * @throws IllegalArgumentException if {@code database} is not 1 to 50 characters of a-z, A-Z, 0-9 and '_', beginning with a
     *     letter or '_'
     */
    public static DatabaseSetup of(String database) {
        return of(database, LoistDatabase.DEFAULT_SCHEMA);
    }

    /**
     * Creates the setup of a database, with the tables in a schema.
     *
     * @throws IllegalArgumentException if {@code database} is not 1 to 50, or {@code schema} not 1 to 63 characters of a-z, A-Z,
     *     0-9 and '_', beginning with a letter or '_'
     */
    public static DatabaseSetup of(String database, String schema) {
        return new DatabaseSetup(SetupScript.of(database, schema));
    }

    /**
     * Sets the password of a role; without one it cannot log in by password. It is sent as a SCRAM-SHA-256 hash, and is never part
     * of the {@link #plan}.
     */
    public DatabaseSetup password(Role role, Supplier<String> password) {
        passwords.put(roleName(role), Objects.requireNonNull(password, "password"));
        return this;
    }

    /**
     * Sets the password of a tenant's role, as {@link #password(Role, Supplier)} does.
     *
     * @throws IllegalArgumentException if {@link #tenantRole} has not named this role before
     */
    public DatabaseSetup password(String tenantRole, Supplier<String> password) {
        if (!script.hasTenant(Objects.requireNonNull(tenantRole, "tenantRole"))) {
            throw new IllegalArgumentException("no tenant has the role " + tenantRole + "; call tenantRole first");
        }
        passwords.put(tenantRole, Objects.requireNonNull(password, "password"));
        return this;
    }

    /**
     * Adds a role that reads and writes the rows of these namespaces only, by row-level security: a second wall between tenants,
     * besides the namespace with which loist was built. It holds for every statement of the role, not for loist's alone. The other
     * roles see every namespace, as without tenants. Without a call of this method, nothing is installed.
     *
     * <p>The policies need the tables: call {@link #apply} before {@link LoistDatabase#migrate}, and again after each migration.
     * Until then, the role has no rights, or those that it had. Of a role that was set up before, this replaces the namespaces.
     *
     * <p>The role cannot migrate, nor refresh or re-index search. It can ask whether any namespace has an object of a given name.
     *
     * @param role its name; the role is created if it does not exist
     * @param namespaces all namespaces of the tenant; none takes all access away
     * @throws IllegalArgumentException if {@code role} is not 1 to 63 characters of a-z, A-Z, 0-9 and '_', beginning with a letter
     *     or '_', or is the name of a {@link Role}; or if a namespace is not one that {@link LoistDatabaseBuilder#namespace} accepts
     */
    public DatabaseSetup tenantRole(String role, String... namespaces) {
        script = script.withTenant(role, List.of(namespaces));
        return this;
    }

    /** Returns the name of a role, such as {@code music_app}. */
    public String roleName(Role role) {
        return script.role(role.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the SQL of {@link #apply} as a script for {@code psql}, without passwords, to review it or to have an administrator
     * run it. It does not connect to a server.
     */
    public String plan() {
        return script.forPsql();
    }

    /**
     * Creates the roles, the database and the schema, as far as they do not exist, and sets their privileges.
     *
     * @param jdbcUrl the URL of any database on the server, usually {@code jdbc:postgresql://host:5432/postgres}
     * @param user a user with the rights {@code CREATEDB} and {@code CREATEROLE}; with the tables in {@code public} on PostgreSQL 13
     *     or 14, a superuser
     * @param password supplies the password of that user
     * @throws IllegalArgumentException if {@code jdbcUrl} does not begin with {@code jdbc:postgresql:}
     * @throws DatabaseException if the server cannot be reached, or the user lacks a right; completed steps are kept, and
     *     another call does the rest
     */
    public void apply(String jdbcUrl, String user, Supplier<String> password) {
        DatabaseSetting.URL.check("jdbcUrl", jdbcUrl);
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(jdbcUrl);
        server.setUser(Objects.requireNonNull(user, "user"));
        server.setPassword(password.get());
        server.setApplicationName("loist");
        on(server, connection -> {
            execute(connection, script.roles());
            for (Map.Entry<String, Supplier<String>> entry : passwords.entrySet()) {
                setPassword(connection, entry.getKey(), entry.getValue());
            }
            if (Jdbc.query(
                            connection,
                            Sql.of(DATABASE_EXISTS).with("database", script.database()),
                            row -> row.getString(1))
                    .isEmpty()) {
                execute(connection, script.createDatabase());
            }
            execute(connection, script.rights());
            return script;
        });
        server.setDatabaseName(script.database());
        on(server, connection -> {
            execute(connection, script.schema());
            return script;
        });
    }

    private void on(DataSource server, Jdbc.Work<SetupScript> work) {
        try (Connection connection = server.getConnection()) {
            work.on(connection);
        } catch (SQLException e) {
            throw SqlErrors.translate("set up " + script.database(), e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void setPassword(Connection connection, String role, Supplier<String> password) throws SQLException {
        String text = Objects.requireNonNull(password.get(), "password");
        connection.unwrap(PGConnection.class).alterUserPassword(role, text.toCharArray(), "scram-sha-256");
    }
}
