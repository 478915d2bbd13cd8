package io.loist.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumsTest {

    private static final byte[] CHECK = "123456789".getBytes(US_ASCII);

    @Test
    void crc32c_checkValueOfItsDefinition_isWrittenBigEndianInBase64() {
        // 0xE3069283, the check value of RFC 3720
        assertThat(Checksums.crc32c(CHECK)).isEqualTo("4waSgw==");
    }

    @Test
    void sha256_nothing_isTheHashOfNothing() {
        assertThat(Checksums.sha256(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void update_inParts_isAsTheWhole() {
        Checksums sums = new Checksums();

        sums.update(CHECK, 0, 4);
        sums.update(CHECK, 4, 5);

        assertThat(sums.size()).isEqualTo(9);
        assertThat(sums.crc32c()).isEqualTo(Checksums.crc32c(CHECK));
        assertThat(sums.sha256()).isEqualTo(Checksums.sha256(CHECK));
    }
}
