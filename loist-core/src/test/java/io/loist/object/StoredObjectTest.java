package io.loist.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoredObjectTest {

    private static final ObjectRef REF = new ObjectRef("bucket", "name");

    @Test
    void withSha256_changesNothingElse() {
        StoredObject object = new StoredObject(REF, 1, 2, "AAAAAA==", "audio/mpeg", null);

        assertThat(object.withSha256("a".repeat(64)))
                .isEqualTo(new StoredObject(REF, 1, 2, "AAAAAA==", "audio/mpeg", "a".repeat(64)));
    }

    @Test
    void builder_setsEachValue() {
        StoredObject object = StoredObject.builder(REF)
                .generation(1)
                .size(2)
                .crc32c("AAAAAA==")
                .contentType("audio/mpeg")
                .sha256("a".repeat(64))
                .build();

        assertThat(object).isEqualTo(new StoredObject(REF, 1, 2, "AAAAAA==", "audio/mpeg", "a".repeat(64)));
        assertThat(object.toBuilder().build()).isEqualTo(object);
        assertThat(StoredObject.builder(REF).build()).isEqualTo(new StoredObject(REF, 0, 0, null, "", null));
    }

    @Test
    void new_valuesOfAnotherForm_throw() {
        assertThatThrownBy(() -> new StoredObject(REF, -1, 2, "AAAAAA==", "x", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoredObject(REF, 1, -2, "AAAAAA==", "x", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoredObject(REF, 1, 2, "12345678", "x", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoredObject(REF, 1, 2, "AAAAAA==", "x", "A".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byteRange_outOfBounds_throws() {
        assertThatThrownBy(() -> new ByteRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteRange(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ByteRange.from(5)).isEqualTo(new ByteRange(5, Long.MAX_VALUE));
    }

    @Test
    void objectLayout_folderPerTrack_keepsATracksObjectsTogether() {
        java.util.UUID id = java.util.UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

        assertThat(ObjectLayout.folderPerTrack().audio(id, "mp3")).isEqualTo("audio/" + id + "/audio.mp3");
        assertThat(ObjectLayout.folderPerTrack().artwork(id, "png")).isEqualTo("audio/" + id + "/artwork.png");
    }
}
