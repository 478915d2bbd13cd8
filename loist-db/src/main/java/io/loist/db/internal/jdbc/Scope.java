package io.loist.db.internal.jdbc;

import io.loist.catalog.AlbumIdentity;
import io.loist.db.internal.text.NameReadings;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which tracks a repository or a search sees: those of a schema and, in it, of a namespace.
 *
 * @param readings how names in other scripts are read when their tracks are written
 * @param albums which tracks are one album
 */
public record Scope(SchemaName schema, String namespace, NameReadings readings, AlbumIdentity albums) {

    /** The namespace if none is given. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Creates a scope in which the names of tracks are read by letters alone. */
    public Scope(SchemaName schema, String namespace) {
        this(schema, namespace, NameReadings.OF_LETTERS, AlbumIdentity.STANDARD);
    }

    /** Returns another namespace of the same schema. */
    public Scope ofNamespace(String other) {
        return new Scope(schema, other, readings, albums);
    }

    public static String requireNamespace(String namespace) {
        if (!NAMESPACE.matcher(Objects.requireNonNull(namespace, "namespace")).matches()) {
            throw new IllegalArgumentException(
                    "namespace must be 1 to 100 characters of a-z, A-Z, 0-9, '.', '_' and '-', but is \"" + namespace
                            + "\"");
        }
        return namespace;
    }

    /** Returns SQL with this schema's name inserted and the parameter {@code :namespace}, if it has one, bound. */
    public Sql in(Sql sql) {
        return sql.in(schema).with("namespace", namespace);
    }

    /** Returns a statement as {@link #in(Sql)} does. */
    public Sql in(String text) {
        return in(Sql.of(text));
    }

    public String sql(String template) {
        return schema.in(template);
    }
}
