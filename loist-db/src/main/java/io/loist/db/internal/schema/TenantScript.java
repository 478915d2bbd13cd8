package io.loist.db.internal.schema;

import io.loist.db.internal.jdbc.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The SQL of row-level security: roles that each see the rows of some namespaces only. Empty without such roles. Names are inserted
 * only after validation. <code>${database}</code> and <code>${schema}</code> stay for {@link SetupScript}.
 *
 * <p>The wall fails closed: a tenant's role has rights on those tables only that have a policy, none by default on new ones, and
 * the one function that reads past the policies checks its caller.
 */
record TenantScript(Map<String, Set<String>> tenants) {

    static final TenantScript NONE = new TenantScript(Map.of());

    private static final int MAX_ROLE = 63;

    private static final String ROLE = """
            DO $setup$
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
                CREATE ROLE "${role}" LOGIN NOCREATEDB NOCREATEROLE;
              END IF;
              IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = '${role}')
                  OR pg_has_role('${role}', '${database}_owner', 'MEMBER') OR pg_has_role('${role}', '${database}_app', 'MEMBER')
                  OR pg_has_role('${role}', '${database}_reader', 'MEMBER') THEN
                RAISE EXCEPTION 'role ${role} may see every namespace, so it cannot be the role of a tenant'
                  USING ERRCODE = 'invalid_grant_operation';
              END IF;
            END
            $setup$;
            """;

    private static final String RIGHTS = """
            GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO "${role}";
            ALTER ROLE "${role}" IN DATABASE "${database}" SET statement_timeout = '30s';
            ALTER ROLE "${role}" IN DATABASE "${database}" SET lock_timeout = '10s';
            ALTER ROLE "${role}" IN DATABASE "${database}" SET idle_in_transaction_session_timeout = '60s';
            """;

    /** The arguments of the functions that are wrapped. */
    private static final String ARGUMENTS =
            "text[], integer[], integer[], integer[], text[], integer, double precision, text, boolean";

    private static final String VOCABULARY_ARGUMENTS = "text, text[], text[], text[], boolean, text, text";

    /** The policies, once the tables are there. */
    private static final String POLICIES =
            """
            SET ROLE "${database}_owner";
            DO $tenants$
            DECLARE
              table_name text;
            BEGIN
              IF to_regclass('"${schema}".listener_preference') IS NULL THEN
                RAISE NOTICE 'tenants have no rights before migrate() has made the tables; apply this again then';
                RETURN;
              END IF;
              -- Which role sees which namespaces. Its own policy lets no one but the owner write it, whatever rights there are.
              CREATE TABLE IF NOT EXISTS "${schema}".loist_tenant (role name, namespace text, PRIMARY KEY (role, namespace));
              ALTER TABLE "${schema}".loist_tenant ENABLE ROW LEVEL SECURITY;
              DROP POLICY IF EXISTS loist_tenant ON "${schema}".loist_tenant;
              CREATE POLICY loist_tenant ON "${schema}".loist_tenant FOR SELECT USING (role = current_user);
              FOREACH table_name IN ARRAY ARRAY['audio_tracks', 'track_search', 'track_queue', 'track_change', 'object_outbox',
                  'ingest_source', 'track_thumbnail', 'track_search_term', 'track_search_prefix', 'track_search_state',
                  'catalog_count', 'catalog_name', 'catalog_heading', 'catalog_redirect',
                  'track_play', 'track_play_day', 'track_play_total', 'track_play_state', 'listener_preference'] LOOP
                EXECUTE format('ALTER TABLE "${schema}".%I ENABLE ROW LEVEL SECURITY', table_name);
                EXECUTE format('DROP POLICY IF EXISTS loist_everything ON "${schema}".%I', table_name);
                EXECUTE format('CREATE POLICY loist_everything ON "${schema}".%I TO "${database}_app", "${database}_reader"
                    USING (true) WITH CHECK (true)', table_name);
                EXECUTE format('DROP POLICY IF EXISTS loist_tenant ON "${schema}".%I', table_name);
                EXECUTE format('CREATE POLICY loist_tenant ON "${schema}".%I USING (namespace = ANY (ARRAY(
                    SELECT tenant.namespace FROM "${schema}".loist_tenant AS tenant WHERE tenant.role = current_user)))', table_name);
              END LOOP;
              -- The operators @@ and && may not look at rows before a policy has let them through, so a search under a policy could
              -- not use their indexes. The functions read as the owner, therefore, and check their caller. They were made by a
              -- migration, which may make them anew: then they read as their caller, slowly and behind the policy, until this is
              -- applied again.
              IF NOT (SELECT prosecdef FROM pg_proc
                  WHERE oid = '"${schema}".loist_search_candidates(${arguments})'::regprocedure) THEN
                DROP FUNCTION IF EXISTS "${schema}".loist_search_candidates_unchecked(${arguments});
                ALTER FUNCTION "${schema}".loist_search_candidates(${arguments}) RENAME TO loist_search_candidates_unchecked;
              END IF;
              IF NOT (SELECT prosecdef FROM pg_proc
                  WHERE oid = '"${schema}".loist_search_vocabulary(${vocabulary})'::regprocedure) THEN
                DROP FUNCTION IF EXISTS "${schema}".loist_search_vocabulary_unchecked(${vocabulary});
                ALTER FUNCTION "${schema}".loist_search_vocabulary(${vocabulary}) RENAME TO loist_search_vocabulary_unchecked;
              END IF;
              CREATE OR REPLACE FUNCTION "${schema}".loist_may_search(searched_namespace text) RETURNS boolean
              LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
              DECLARE
                caller constant name := CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END;
              BEGIN
                IF NOT EXISTS (
                      SELECT FROM "${schema}".loist_tenant AS tenant
                      WHERE tenant.role = caller AND tenant.namespace = searched_namespace)
                    AND NOT pg_has_role(caller, '${database}_owner', 'USAGE') AND NOT pg_has_role(caller, '${database}_app', 'USAGE')
                    AND NOT pg_has_role(caller, '${database}_reader', 'USAGE') THEN
                  RAISE EXCEPTION 'role % may not search the namespace %', caller, searched_namespace
                    USING ERRCODE = 'insufficient_privilege';
                END IF;
                RETURN true;
              END
              $function$;
              CREATE OR REPLACE FUNCTION "${schema}".loist_search_candidates(
                  tsqueries text[], first_tiers integer[], last_tiers integer[], limits integer[], supersets text[], enough integer,
                  timeout_ms double precision, searched_namespace text, only_completed boolean)
                RETURNS TABLE (track_id uuid, rank real, names text)
              LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
              BEGIN
                PERFORM "${schema}".loist_may_search(searched_namespace);
                RETURN QUERY SELECT * FROM "${schema}".loist_search_candidates_unchecked(
                    tsqueries, first_tiers, last_tiers, limits, supersets, enough, timeout_ms, searched_namespace, only_completed);
              END
              $function$;
              CREATE OR REPLACE FUNCTION "${schema}".loist_search_vocabulary(
                  searched_namespace text, terms text[], misspellings text[], delete_keys text[], all_words boolean,
                  unfinished text, unfinished_end text)
                RETURNS TABLE (kind text, nth integer, term text, tracks integer)
              LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
              BEGIN
                PERFORM "${schema}".loist_may_search(searched_namespace);
                RETURN QUERY SELECT * FROM "${schema}".loist_search_vocabulary_unchecked(
                    searched_namespace, terms, misspellings, delete_keys, all_words, unfinished, unfinished_end);
              END
              $function$;
              -- A bucket may hold objects of several namespaces: an object that another one has is not unknown
              ALTER FUNCTION "${schema}".loist_known_objects(text[]) SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
              REVOKE ALL ON FUNCTION "${schema}".loist_search_candidates(${arguments}),
                "${schema}".loist_search_vocabulary(${vocabulary}), "${schema}".loist_known_objects(text[]) FROM PUBLIC;
              GRANT EXECUTE ON FUNCTION "${schema}".loist_search_candidates(${arguments}),
                "${schema}".loist_search_vocabulary(${vocabulary}), "${schema}".loist_known_objects(text[])
                TO "${database}_app", "${database}_reader", ${roles};
              GRANT USAGE ON SCHEMA "${schema}" TO ${roles};
              REVOKE ALL ON ALL TABLES IN SCHEMA "${schema}" FROM ${roles};
              GRANT SELECT, INSERT, UPDATE, DELETE ON "${schema}".audio_tracks, "${schema}".track_search, "${schema}".track_queue,
                "${schema}".track_change, "${schema}".object_outbox, "${schema}".ingest_source, "${schema}".track_thumbnail,
                "${schema}".track_play, "${schema}".track_play_day, "${schema}".track_play_total, "${schema}".listener_preference
                TO ${roles};
              GRANT SELECT, INSERT ON "${schema}".track_search_term, "${schema}".catalog_count, "${schema}".catalog_name,
                "${schema}".catalog_redirect TO ${roles};
              GRANT SELECT ON "${schema}".loist_tenant, "${schema}".loist_schema_history, "${schema}".track_change_epoch,
                "${schema}".track_search_state, "${schema}".track_search_upkeep, "${schema}".track_search_prefix,
                "${schema}".catalog_heading, "${schema}".track_play_state TO ${roles};
              DELETE FROM "${schema}".loist_tenant WHERE role IN (${role_names});
              INSERT INTO "${schema}".loist_tenant (role, namespace)
              SELECT made.role, made.namespace FROM (VALUES ${namespaces}) AS made(role, namespace) WHERE made.namespace <> '';
            END
            $tenants$;
            RESET ROLE;
            """.replace("${arguments}", ARGUMENTS).replace("${vocabulary}", VOCABULARY_ARGUMENTS);

    /** Returns the script with another role, or with other namespaces for a role that it has. */
    TenantScript with(String role, List<String> namespaces) {
        if (!role.matches("[A-Za-z_][A-Za-z0-9_]*") || role.length() > MAX_ROLE) {
            throw new IllegalArgumentException("role must be 1 to " + MAX_ROLE
                    + " characters of a-z, A-Z, 0-9 and '_', not beginning with a digit, but is \"" + role + "\"");
        }
        namespaces.forEach(Scope::requireNamespace);
        Map<String, Set<String>> more = new TreeMap<>(tenants);
        more.put(role, new TreeSet<>(namespaces));
        return new TenantScript(more);
    }

    String roles() {
        return each(ROLE);
    }

    String rights() {
        return each(RIGHTS);
    }

    String policies() {
        if (tenants.isEmpty()) {
            return "";
        }
        List<String> rows = new ArrayList<>();
        tenants.forEach((role, namespaces) -> {
            // A tenant without namespaces loses those that it had
            rows.add("('" + role + "'::name, '')");
            namespaces.forEach(namespace -> rows.add("('" + role + "', '" + namespace + "')"));
        });
        return POLICIES.replace("${roles}", names('"'))
                .replace("${role_names}", names('\''))
                .replace("${namespaces}", String.join(", ", rows));
    }

    private String names(char quote) {
        return tenants.keySet().stream().map(role -> quote + role + quote).collect(Collectors.joining(", "));
    }

    private String each(String sql) {
        return tenants.keySet().stream()
                .map(role -> sql.replace("${role}", role))
                .collect(Collectors.joining());
    }
}
