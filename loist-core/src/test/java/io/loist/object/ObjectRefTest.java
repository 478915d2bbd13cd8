package io.loist.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectRefTest {

    @Test
    void parse_uri_isReadBackAsWritten() {
        ObjectRef ref = ObjectRef.parse("gs://my-bucket/audio/ä b?#%2F.mp3");

        assertThat(ref).isEqualTo(new ObjectRef("my-bucket", "audio/ä b?#%2F.mp3"));
        assertThat(ref.uri()).isEqualTo("gs://my-bucket/audio/ä b?#%2F.mp3").isEqualTo(ref.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bucket/name", "s3://bucket/name", "gs://bucket", "gs://bucket/", "gs:///name"})
    void parse_otherForms_throws(String uri) {
        assertThatThrownBy(() -> ObjectRef.parse(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Bucket", "a/b", "-abc", "abc.", "a..b", "b ucket", ".."})
    void new_bucketThatIsNone_throws(String bucket) {
        assertThatThrownBy(() -> new ObjectRef(bucket, "name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bucket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\nb", "a\rb", "a\0b", "\uD800"})
    void new_nameThatIsNone_throws(String name) {
        assertThatThrownBy(() -> new ObjectRef("bucket", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void new_nameOf1024Bytes_isTheLongest() {
        assertThat(new ObjectRef("bucket", "ä".repeat(512)).name()).hasSize(512);
        assertThatThrownBy(() -> new ObjectRef("bucket", "ä".repeat(512) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
