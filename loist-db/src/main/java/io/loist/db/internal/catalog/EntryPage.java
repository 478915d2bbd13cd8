package io.loist.db.internal.catalog;

import io.loist.catalog.CatalogQuery;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.ledger.KindLetters;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the entries of one page. */
final class EntryPage {

    private static final String TWINS = """
            AND entry.id <> :twins_of::uuid AND entry.twins IN (
              SELECT name.twins FROM ${schema}.catalog_name AS name
              WHERE name.namespace = :namespace AND name.kind = :kind AND name.id = :twins_of::uuid)
            """;

    private EntryPage() {}

    static NamePage.Found find(Connection connection, Scope scope, CatalogQuery query) throws SQLException {
        Sql range = NameFilters.range(
                scope.namespace() + " " + KindLetters.of(query.kind()), query.heading(), query.prefix());
        String question = question(query.kind(), query.heading(), query.prefix(), query.containing(), query.twinsOf());
        NamePage page = new NamePage(
                scope, KindLetters.of(query.kind()), NameOrder.NAME, question, NameFilters.words(query.containing()));
        UUID twin = query.twinsOf();
        return twin == null
                ? page.inOrder(connection, range, query.limit(), query.after())
                : page.among(
                        connection,
                        Sql.of(CatalogSql.NAMES).then(range).then(twins(twin)),
                        query.limit(),
                        query.after());
    }

    /** Returns the condition that an entry has the name of another. */
    static Sql twins(UUID of) {
        return Sql.of(TWINS).with("twins_of", of);
    }

    /** Returns a short text that identifies a query. */
    static String question(@Nullable Object... conditions) {
        byte[] text = Arrays.toString(conditions).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text).toString();
    }
}
