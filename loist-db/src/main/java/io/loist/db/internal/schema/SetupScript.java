package io.loist.db.internal.schema;

import io.loist.db.internal.jdbc.SchemaName;
import java.util.List;
import java.util.stream.Stream;

/** The SQL that sets up a database. Names are inserted only after validation. */
public final class SetupScript {

    private static final int MAX_NAME = 50;

    private static final String ROLES = """
            DO $setup$
            DECLARE
              name text;
            BEGIN
              FOREACH name IN ARRAY ARRAY['${database}_owner', '${database}_app', '${database}_reader'] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
                  EXECUTE format('CREATE ROLE %I LOGIN NOCREATEDB NOCREATEROLE', name);
                END IF;
              END LOOP;
              -- Without superuser rights, only a member of a role may assign ownership to it
              IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                GRANT "${database}_owner" TO CURRENT_USER;
              END IF;
            END
            $setup$;
            """;

    private static final String CREATE_DATABASE = """
            CREATE DATABASE "${database}" OWNER "${database}_owner" ENCODING 'UTF8' TEMPLATE template0
            """;

    private static final String RIGHTS = """
            REVOKE ALL ON DATABASE "${database}" FROM PUBLIC;
            GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO "${database}_app";
            GRANT CONNECT ON DATABASE "${database}" TO "${database}_reader";
            ALTER ROLE "${database}_app" IN DATABASE "${database}" SET statement_timeout = '30s';
            ALTER ROLE "${database}_app" IN DATABASE "${database}" SET lock_timeout = '10s';
            ALTER ROLE "${database}_app" IN DATABASE "${database}" SET idle_in_transaction_session_timeout = '60s';
            ALTER ROLE "${database}_reader" IN DATABASE "${database}" SET statement_timeout = '30s';
            ALTER ROLE "${database}_reader" IN DATABASE "${database}" SET lock_timeout = '10s';
            ALTER ROLE "${database}_reader" IN DATABASE "${database}" SET idle_in_transaction_session_timeout = '60s';
            ALTER ROLE "${database}_reader" IN DATABASE "${database}" SET default_transaction_read_only = on;
            """;

    private static final String PUBLIC_SCHEMA = """
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            """;

    /** From PostgreSQL 15 on the database's owner has this right already. */
    private static final String TABLES_IN_PUBLIC = """
            GRANT USAGE, CREATE ON SCHEMA public TO "${database}_owner" WITH GRANT OPTION;
            SET ROLE "${database}_owner";
            """;

    private static final String TABLES_ELSEWHERE = """
            SET ROLE "${database}_owner";
            CREATE SCHEMA IF NOT EXISTS "${schema}";
            """;

    private static final String TABLES = """
            GRANT USAGE ON SCHEMA "${schema}" TO "${database}_app", "${database}_reader";
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${schema}" TO "${database}_app";
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA "${schema}" TO "${database}_app";
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA "${schema}" TO "${database}_app";
            GRANT SELECT ON ALL TABLES IN SCHEMA "${schema}" TO "${database}_reader";
            ALTER DEFAULT PRIVILEGES IN SCHEMA "${schema}"
              GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${database}_app";
            ALTER DEFAULT PRIVILEGES IN SCHEMA "${schema}" GRANT USAGE ON SEQUENCES TO "${database}_app";
            ALTER DEFAULT PRIVILEGES IN SCHEMA "${schema}" GRANT SELECT ON TABLES TO "${database}_reader";
            -- Only the owner writes the list of migrations
            DO $history$
            BEGIN
              IF to_regclass('"${schema}".loist_schema_history') IS NOT NULL THEN
                REVOKE INSERT, UPDATE, DELETE ON "${schema}".loist_schema_history FROM "${database}_app";
              END IF;
            END
            $history$;
            RESET ROLE;
            """;

    private final String database;
    private final String schemaName;
    private final TenantScript tenants;

    private SetupScript(String database, String schemaName, TenantScript tenants) {
        this.database = database;
        this.schemaName = schemaName;
        this.tenants = tenants;
    }

    public static SetupScript of(String database, String schema) {
        SchemaName.require(schema);
        if (!database.matches("[A-Za-z_][A-Za-z0-9_]*") || database.length() > MAX_NAME) {
            throw new IllegalArgumentException("database must be 1 to " + MAX_NAME
                    + " characters of a-z, A-Z, 0-9 and '_', not beginning with a digit, but is \"" + database
                    + "\"");
        }
        return new SetupScript(database, schema, TenantScript.NONE);
    }

    /** Returns the script with a role that sees these namespaces only. */
    public SetupScript withTenant(String role, List<String> namespaces) {
        if (Stream.of("owner", "app", "reader").map(this::role).anyMatch(role::equals)) {
            throw new IllegalArgumentException(
                    "role must be one for a tenant alone, but " + role + " sees every namespace");
        }
        return new SetupScript(database, schemaName, tenants.with(role, namespaces));
    }

    public boolean hasTenant(String role) {
        return tenants.tenants().containsKey(role);
    }

    public String database() {
        return database;
    }

    /** Returns the name of the role of this kind: {@code owner}, {@code app} or {@code reader}. */
    public String role(String kind) {
        return database + '_' + kind;
    }

    public String roles() {
        return named(ROLES + tenants.roles());
    }

    public String createDatabase() {
        return named(CREATE_DATABASE).strip();
    }

    public String rights() {
        return named(RIGHTS + tenants.rights());
    }

    public String schema() {
        return named(PUBLIC_SCHEMA
                + ("public".equals(schemaName) ? TABLES_IN_PUBLIC : TABLES_ELSEWHERE)
                + TABLES
                + tenants.policies());
    }

    public String forPsql() {
        return "\\set ON_ERROR_STOP on\n"
                + roles()
                + "SELECT $create$" + createDatabase() + "$create$\n"
                + "WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '" + database + "')\n\\gexec\n"
                + rights()
                + "\\connect \"" + database + "\"\n"
                + schema();
    }

    private String named(String sql) {
        return sql.replace("${database}", database).replace("${schema}", schemaName);
    }
}
