package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackStatusTest {

    @ParameterizedTest
    @CsvSource({
        "PENDING, PROCESSING",
        "PROCESSING, PENDING COMPLETED FAILED DEAD",
        "COMPLETED, ''",
        "FAILED, PENDING PROCESSING DEAD",
        "DEAD, PENDING"
    })
    void canBecome_anyOther_isOneOfThese(TrackStatus status, String next) {
        assertThat(String.join(
                        " ",
                        Arrays.stream(TrackStatus.values())
                                .filter(status::canBecome)
                                .map(TrackStatus::name)
                                .toList()))
                .isEqualTo(next);
    }
}
