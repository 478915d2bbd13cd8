package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    private final EntityTag tag = new EntityTag("\"7-AAAAAA==\"");

    @Test
    void of_object_isMadeOfGenerationAndChecksum() {
        StoredObject object = new StoredObject(new ObjectRef("my-bucket", "a"), 7, 0, "AAAAAA==", "audio/mpeg", null);

        assertThat(EntityTag.of(object)).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "\"7-AAAAAA==\"", " W/\"7-AAAAAA==\" ", "\"1\", \"7-AAAAAA==\"", "\"1\",W/\"7-AAAAAA==\""})
    void isIn_listWithTheTag_isTrue(String header) {
        assertThat(tag.isIn(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7-AAAAAA==", "\"8-AAAAAA==\"", "W/", ",,", "**"})
    void isIn_anythingElse_isFalse(String header) {
        assertThat(tag.isIn(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"7-AAAAAA==\"", "*", "\"1\", \"7-AAAAAA==\"", "Sat, 28 Feb 2026 00:00:00 GMT"})
    void is_weakTagListOrDate_isFalse(String header) {
        assertThat(tag.is(header)).isFalse();
    }
}
