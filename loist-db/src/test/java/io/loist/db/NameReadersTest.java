package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names that ICU and kuromoji read, in a library that processes with and without these readers write. */
@Integration
class NameReadersTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final LoistDatabaseBuilder builder = POSTGRES.empty();
    private final LoistDatabase without = builder.build();
    private final LoistDatabase with =
            builder.nameReaders(NameReaders.chinese(), NameReaders.japanese()).build();

    @Test
    void search_namesSavedWithReaders_findsThemByTheirReadings() {
        save(with, "青花瓷", "周杰倫");
        save(with, "光辉岁月", "Beyond");
        save(with, "東京の夜桜", "秦基博");

        assertThat(titles(with, "qinghuaci")).containsExactly("青花瓷");
        assertThat(titles(with, "qing hua ci zhou jielun")).startsWith("青花瓷");
        assertThat(titles(with, "guanghui suiyue")).containsExactly("光辉岁月");
        assertThat(titles(with, "toukyou no yozakura")).containsExactly("東京の夜桜");
        assertThat(titles(with, "hata motohiro")).containsExactly("東京の夜桜");
    }

    @Test
    void refreshSearch_withReaders_readsWhatWasSavedWithout() {
        save(without, "夜曲", "周杰倫");
        save(without, "ひまわり", "Björk");

        assertThat(titles(with, "zhou jielun")).isEmpty();
        with.refreshSearch();

        assertThat(titles(with, "zhou jielun")).containsExactly("夜曲");
        assertThat(titles(without, "夜曲")).containsExactly("夜曲");
        assertThat(titles(without, "himawari")).containsExactly("ひまわり");
    }

    @Test
    void refreshSearch_withoutReaders_leavesReadings() {
        save(with, "晴天", "周杰倫");
        save(without, "暗号", "周杰倫");

        without.refreshSearch();

        assertThat(titles(without, "晴天")).containsExactly("晴天");
        assertThat(titles(without, "qing tian")).containsExactly("晴天");
        assertThat(titles(with, "an hao")).isEmpty();
        with.refreshSearch();
        assertThat(titles(with, "an hao")).containsExactly("暗号");
    }

    private static void save(LoistDatabase database, String title, String artist) {
        database.tracks().save(SampleTracks.track(title, artist));
    }

    private static List<String> titles(LoistDatabase database, String typed) {
        return database.search().search(typed).hits().stream()
                .map(hit -> hit.track().metadata().title())
                .toList();
    }
}
