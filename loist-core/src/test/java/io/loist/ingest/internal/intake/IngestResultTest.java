package io.loist.ingest.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestResultTest {

    @ParameterizedTest
    @CsvSource({"22001, false", "23514, false", "40P01, false", "40001, false", "08006, true", "53300, true"})
    void failed_databaseException_isGeneralUnlessAboutOneTrack(String sqlState, boolean general) {
        DatabaseException failure = new DatabaseException("CODE", true, "It failed.", sqlState, null);

        assertThat(IngestResult.failed("file", failure).general()).isEqualTo(general);
    }
}
