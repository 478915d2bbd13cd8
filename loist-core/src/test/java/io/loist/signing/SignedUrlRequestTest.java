package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.object.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedUrlRequestTest {

    private static final ObjectRef OBJECT = new ObjectRef("my-bucket", "name");

    @Test
    void builder_lowerCaseMethod_isUpperCase() {
        assertThat(SignedUrlRequest.builder("delete", OBJECT).build().method()).isEqualTo("DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "", "GET ", "GET\nHost"})
    void builder_otherMethod_throws(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedUrlRequest.builder(method, OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", "./a", "a/.", "up/../../other/x"})
    void builder_nameThatClientsWouldChange_throws(String name) {
        ObjectRef object = new ObjectRef("my-bucket", name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(object))
                .withMessageContaining("part . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "...", ".a/b.", "a/.../b"})
    void builder_nameWithOtherDots_isAccepted(String name) {
        ObjectRef object = new ObjectRef("my-bucket", name);

        assertThat(SignedUrlRequest.get(object).build().object()).isEqualTo(object);
    }

    @Test
    void forBucket_notABucket_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedUrlRequest.forBucket("GET", "A/B"));
    }

    @Test
    void forBucket_request_hasNoObject() {
        SignedUrlRequest request =
                SignedUrlRequest.forBucket("GET", "my-bucket").build();

        assertThat(request.bucket()).isEqualTo("my-bucket");
        assertThat(request.object()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "HOST", "", " ", "a b", "a:b", "a;b", "a\nb", "ü"})
    void header_nameNotAHeaders_throws(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).header(name, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\u0000", "\u007F", "\uD800"})
    void header_valueNotAHeaders_throws(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).header("name", value))
                .withMessageContaining("header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Goog-Date", "x-goog-signature", "X-GOOG-SIGNEDHEADERS", "a\uDC00"})
    void queryParameter_nameReservedOrImpossible_throws(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).queryParameter(name, "value"));
    }

    @Test
    void queryParameter_halfASurrogatePair_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).queryParameter("name", "\uD800a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audio", "audio/", "audio/mpeg\r\nA: b", "audio/mpég"})
    void responseContentType_notAMediaType_throws(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).responseContentType(type));
    }

    @Test
    void build_request_isNotChangedByTheBuilderLater() {
        SignedUrlRequest.Builder builder = SignedUrlRequest.get(OBJECT);
        SignedUrlRequest request = builder.build();
        builder.header("a", "b").queryParameter("c", "d");

        assertThat(request.headers()).isEmpty();
        assertThat(request.queryParameters()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> request.headers().put("a", "b"));
    }
}
