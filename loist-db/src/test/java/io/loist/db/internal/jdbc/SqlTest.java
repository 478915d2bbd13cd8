package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {

    @Test
    void parsed_namedParameters_areQuestionMarksInOrder() {
        ParsedSql parsed = ParsedSql.of("SELECT :b, :a_1 WHERE x=:b AND y = ANY(:ids::uuid[])");

        assertThat(parsed.sql()).isEqualTo("SELECT ?, ? WHERE x=? AND y = ANY(?::uuid[])");
        assertThat(parsed.names()).containsExactly("b", "a_1", "b", "ids");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it''s :a', E'\\':a', e'\\\\', 1::integer, x[1:2], y := 3",
                "SELECT \"a:b\", $$ :a ' $$, $tag$ :b $$ $tag$",
                "SELECT 1 -- :a 'quote\n, 2 /* :a /* :b */ ' :c */",
                "SELECT 'unfinished :a",
                "SELECT 1 /* unfinished :a",
                "SELECT 1 -- :a",
                "SELECT $tag$ :a",
                "SELECT ${schema}.x, $1",
                ":",
                "::a",
            })
    void parsed_quotedTextCommentsAndCasts_holdNoParameters(String text) {
        ParsedSql parsed = ParsedSql.of(text);

        assertThat(parsed.sql()).isEqualTo(text);
        assertThat(parsed.names()).isEmpty();
    }

    @Test
    void parsed_plainStringThatEndsWithBackslash_isClosedByItsQuote() {
        assertThat(ParsedSql.of("SELECT type'\\', :a").names()).containsExactly("a");
    }

    @Test
    void parsed_questionMark_isAnOperator() {
        assertThat(ParsedSql.of("SELECT a ? 'b' AND c ?| :d").sql()).isEqualTo("SELECT a ?? 'b' AND c ??| ?");
    }

    @Test
    void then_sameNameWithSameValue_isOneParameter() {
        UUID id = new UUID(1, 2);

        Sql both = Sql.of("SELECT :ids")
                .with("ids", new UUID[] {id})
                .then(Sql.of(", :ids, :b").with(Map.of("ids", new UUID[] {id}, "b", 1)));

        assertThat(both.text()).isEqualTo("SELECT :ids\n, :ids, :b");
        assertThat(both.values()).containsOnlyKeys("ids", "b");
        assertThat(both.jdbcText()).isEqualTo("SELECT ?\n, ?, ?");
    }

    @Test
    void then_sameNameWithAnotherValue_isRefused() {
        Sql first = Sql.of("SELECT :a").with("a", null);
        Sql second = Sql.of(", :a").with("a", 1);

        assertThatThrownBy(() -> first.then(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":a");
    }

    @Test
    void joined_parts_haveTheSeparatorBetween() {
        Sql all = Sql.joined(
                " AND ",
                List.of(
                        Sql.of("a = :a").with("a", 1),
                        Sql.of("b"),
                        Sql.of("c = :c").with("c", 3)));

        assertThat(all).isEqualTo(Sql.of("a = :a AND b AND c = :c").with(Map.of("a", 1, "c", 3)));
        assertThat(Sql.joined(" AND ", List.of()).text()).isEmpty();
    }

    @Test
    void in_schemaAndNamespace_areInserted() {
        Sql sql = new Scope(SchemaName.of("music"), "team").in("SELECT FROM ${schema}.t WHERE n = :namespace");

        assertThat(sql.text()).isEqualTo("SELECT FROM \"music\".t WHERE n = :namespace");
        assertThat(sql.values()).containsEntry("namespace", "team");
    }

    @Test
    void toString_values_areNotShown() {
        assertThat(Sql.of("SELECT :a").with("a", "secret")).hasToString("SELECT :a [a]");
    }
}
