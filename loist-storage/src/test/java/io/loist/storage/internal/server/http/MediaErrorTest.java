package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.SignedUrlVerifier.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaErrorTest {

    @ParameterizedTest
    @CsvSource({
        "UNSIGNED, 403, AccessDenied",
        "MALFORMED, 400, MalformedSecurityHeader",
        "UNKNOWN_KEY, 403, InvalidSecurity",
        "SIGNATURE_MISMATCH, 403, SignatureDoesNotMatch",
        "EXPIRED, 400, ExpiredToken",
        "NOT_YET_VALID, 403, RequestTimeTooSkewed",
    })
    void of_verdict_isCloudStoragesCode(Outcome outcome, int status, String code) {
        assertThat(MediaError.of(new Verdict(outcome, "Why."))).isEqualTo(new MediaError(status, code, "Why."));
    }

    @Test
    void of_accepted_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaError.of(new Verdict(Outcome.ACCEPTED, "The signature is valid.")));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 404",
        "PERMISSION_DENIED, 403",
        "UNAVAILABLE, 503",
        "PRECONDITION_FAILED, 412",
        "INTEGRITY, 500",
        "REFUSED, 500",
    })
    void of_storeException_keepsItsMessageToItself(Reason reason, int status) {
        MediaError error = MediaError.of(new ObjectStoreException(reason, "gs://my-bucket/a", "internal path", null));

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).doesNotContain("internal path");
    }

    @ParameterizedTest
    @CsvSource({"gs://my-bucket, NoSuchBucket", "gs://my-bucket/a, NoSuchKey"})
    void of_notFound_saysWhat(String what, String code) {
        ObjectStoreException e = new ObjectStoreException(Reason.NOT_FOUND, what, "There is none.", null);

        assertThat(MediaError.of(e).code()).isEqualTo(code);
    }

    @Test
    void body_markupInTheMessage_isEscaped() {
        assertThat(new MediaError(400, "Code", "<a> & b").body())
                .isEqualTo("<?xml version='1.0' encoding='UTF-8'?>"
                        + "<Error><Code>Code</Code><Message>&lt;a&gt; &amp; b</Message></Error>");
    }

    @Test
    void gap_isPlainTextInTheServicesOwnWords() {
        MediaError gap = MediaError.gap(4, 0);

        assertThat(gap.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(gap.body()).contains("upload offset is 4 byte(s), which exceeds already uploaded size of 0 byte(s)");
    }
}
