package io.loist.db.internal.jdbc;

import java.util.Objects;
import java.util.regex.Pattern;

/** Inserts the schema's name into SQL, in place of <code>${schema}.</code> before the names of loist's tables. */
public final class SchemaName {

    /** The schema if none is named: not that of the host, whose own migrations want an empty one or all of it. */
    public static final String DEFAULT = "loist";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final String PLACEHOLDER = "${schema}.";

    private final String prefix;

    private SchemaName(String prefix) {
        this.prefix = prefix;
    }

    public static SchemaName of(String schema) {
        return new SchemaName('"' + require(schema) + "\".");
    }

    public static String require(String schema) {
        if (!NAME.matcher(Objects.requireNonNull(schema, "schema")).matches()) {
            throw new IllegalArgumentException(
                    "schema must be 1 to 63 characters of a-z, A-Z, 0-9 and '_', not beginning with a digit, but is \""
                            + schema + "\"");
        }
        return schema;
    }

    public String in(String sql) {
        return sql.replace(PLACEHOLDER, prefix);
    }
}
