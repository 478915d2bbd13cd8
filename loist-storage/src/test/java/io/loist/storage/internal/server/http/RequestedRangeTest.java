package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.storage.internal.server.http.RequestedRange.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-9, 0, 10",
        "bytes=0-, 0, 10",
        "bytes=3-5, 3, 3",
        "bytes=9-, 9, 1",
        "bytes=5-100, 5, 5",
        "bytes=5-99999999999999999999999999, 5, 5",
        "bytes=-3, 7, 3",
        "bytes=-10, 0, 10",
        "bytes=-99999999999999999999999999, 0, 10",
        "BYTES=1-2, 1, 2",
        "bytes = 1 - 2, 1, 2",
        "bytes=0000000000000000000000001-2, 1, 2",
    })
    void parse_rangeOfTenBytes_isThatPart(String header, long offset, long length) {
        assertThat(RequestedRange.parse(header, 10)).isEqualTo(new RequestedRange(Extent.PART, offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=a-b",
                "bytes=--5",
                "bytes=0-1,3-4",
                "bytes=0x1-2",
                "bytes=٣-٤",
                "items=0-1",
                "bytes=1-2-3",
                "bytes=+1-2"
            })
    void parse_severalOrNotUnderstood_isTheWhole(String header) {
        assertThat(RequestedRange.parse(header, 10)).isEqualTo(RequestedRange.whole(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"})
    void parse_rangeBehindTheEnd_isUnsatisfiable(String header) {
        assertThat(RequestedRange.parse(header, 10).extent()).isEqualTo(Extent.UNSATISFIABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-5", "bytes=3-4"})
    void parse_emptyObject_isTheWhole(String header) {
        assertThat(RequestedRange.parse(header, 0)).isEqualTo(RequestedRange.whole(0));
    }

    @Test
    void contentRange_part_namesFirstLastAndSize() {
        assertThat(RequestedRange.parse("bytes=-3", 10).contentRange(10)).isEqualTo("bytes 7-9/10");
    }
}
