package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import io.loist.LoistException;
import java.net.ConnectException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08001, DATABASE_UNAVAILABLE, true",
        "08006, DATABASE_UNAVAILABLE, true",
        "57P01, DATABASE_UNAVAILABLE, true",
        "57P03, DATABASE_UNAVAILABLE, true",
        "28P01, DATABASE_ACCESS_DENIED, false",
        "08004, DATABASE_ACCESS_DENIED, false",
        "42P05, DATABASE_POOLED, false",
        "26000, DATABASE_POOLED, false",
        "3D000, DATABASE_MISSING, false",
        "42501, DATABASE_PERMISSION_DENIED, false",
        "42P01, DATABASE_NOT_MIGRATED, false",
        "42883, DATABASE_NOT_MIGRATED, false",
        "57014, DATABASE_TIMEOUT, true",
        "55P03, DATABASE_TIMEOUT, true",
        "25P03, DATABASE_TIMEOUT, true",
        "40001, DATABASE_CONFLICT, true",
        "40P01, DATABASE_CONFLICT, true",
        "53300, DATABASE_OVERLOADED, true",
        "53100, DATABASE_FULL, false",
        "25006, DATABASE_READ_ONLY, false",
        "23514, DATABASE_REFUSED, false",
        "22001, DATABASE_REFUSED, false",
        "XX000, DATABASE_FAILED, false",
    })
    void translate_state_hasCodeAndKnowsWhetherToRetry(String state, String code, boolean retryable) {
        LoistException translated = SqlErrors.translate("save the track 7", new SQLException("said", state));

        assertThat(translated.code()).isEqualTo(code);
        assertThat(translated.retryable()).isEqualTo(retryable);
        assertThat(translated).hasMessageStartingWith("The database could not save the track 7: ");
        assertThat(((DatabaseException) translated).sqlState()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "08P01, unsupported startup parameter: options, DATABASE_POOLED",
        "08P01, 'bind message supplies 2 parameters, but prepared statement \"S_1\" requires 3', DATABASE_POOLED",
        "0A000, Feature not supported: RDS Proxy currently doesn’t support command-line options., DATABASE_POOLED",
        "08P01, something else, DATABASE_UNAVAILABLE",
        "0A000, something else, DATABASE_FAILED"
    })
    void translate_messageOfAPooler_namesTheSetting(String state, String message, String code) {
        assertThat(SqlErrors.translate("search", new SQLException(message, state))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void translate_poolTimedOut_meansWhatTheServerSaid() {
        SQLException cause = new SQLException("password", "28P01");
        SQLException pool = new SQLTransientConnectionException("pool timed out", cause);

        assertThat(SqlErrors.translate("search", pool).code()).isEqualTo("DATABASE_ACCESS_DENIED");
    }

    @Test
    void translate_noState_isUnavailableOnlyIfTheNetworkFailed() {
        assertThat(SqlErrors.translate("search", new SQLException("?")).code()).isEqualTo("DATABASE_FAILED");
        assertThat(SqlErrors.translate("search", new SQLException("?", new ConnectException()))
                        .code())
                .isEqualTo("DATABASE_UNAVAILABLE");
        assertThat(SqlErrors.translate("search", new SQLTransientConnectionException("all in use"))
                        .code())
                .isEqualTo("DATABASE_UNAVAILABLE");
    }

    @Test
    void isUniqueViolation_batch_looksInside() {
        BatchUpdateException batch = new BatchUpdateException("INSERT … secret", null, new int[0]);
        batch.setNextException(new SQLException("duplicate key", "23505"));

        assertThat(SqlErrors.isUniqueViolation(batch)).isTrue();
        assertThat(SqlErrors.isUniqueViolation(new SQLException("other", "23514")))
                .isFalse();
    }

    @Test
    void translate_unexpectedFailureOfTheDriver_namesItsStateAndItsFirstCause() {
        SQLException unusual =
                new SQLException("secret", "99999", new RuntimeException(new OutOfMemoryError("no thread")));

        assertThat(SqlErrors.translate("save the track 7", unusual))
                .hasMessageEndingWith("an unexpected error (SQLSTATE 99999, java.lang.OutOfMemoryError)");
    }
}
