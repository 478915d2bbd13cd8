package io.loist.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObjectLayoutTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Test
    void folderPerTrack_namesEachKindApart() {
        ObjectLayout layout = ObjectLayout.folderPerTrack();

        assertThat(layout.audio(ID, "mp3")).isEqualTo("audio/" + ID + "/audio.mp3");
        assertThat(layout.artwork(ID, "jpg")).isEqualTo("audio/" + ID + "/artwork.jpg");
        assertThat(layout.thumbnail(ID, 300, "jpg")).isEqualTo("audio/" + ID + "/artwork-300.jpg");
    }
}
