package io.loist.examples.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptWorkloadTest {

    @ParameterizedTest
    @CsvSource({
        "HIRAGANA, モンスター, もんすたー",
        "KATAKANA, ひまわり, ヒマワリ",
        "LARGE_KANA, ファッション, フアツシヨン",
        "NO_LONG_VOWEL, モンスター, モンスタ",
        "NO_MIDDLE_DOT, ハイ・ウェイ, ハイウェイ",
        "TRADITIONAL, 宁夏, 寧夏",
        "SIMPLIFIED, 寧夏, 宁夏",
        "NO_MARKS, สุดท้าย, สุดทาย",
        "NO_SPACES, белые розы, белыерозы",
        "UNFINISHED_SYLLABLE, 강남스타, 강남스ㅌ",
        "OTHER_VOWEL, 세계, 새계",
        "INITIALS, 강남, ㄱㄴ",
        "JOINED, белые розы, белыерозыann",
        "LATIN, Белые розы, belye rozy"
    })
    void in_name_isWhatPeopleType(ScriptForm form, String title, String typed) {
        assertThat(form.in(new ScriptForm.Name(title, "ann", new Random(1)))).isEqualTo(typed);
    }

    @Test
    void of_tracks_hasQueriesOfEachKindThatTheirTitlesHave() {
        List<Row> rows = List.of(
                new Row("Creep", "Radiohead", null, null, null, null),
                new Row("강남 스타일", "싸이", null, null, null, null),
                new Row("Белые розы", "Ласковый май", null, null, null, null));

        List<JudgedQuery> queries = ScriptWorkload.of(rows, 1);

        assertThat(queries)
                .extracting(JudgedQuery::kind)
                .contains("hangul_initials", "hangul_joined", "cyrillic_latin", "cyrillic_other_suffix_artist")
                .doesNotContain("cyrillic_hiragana")
                .doesNotHaveDuplicates();
        assertThat(queries).extracting(JudgedQuery::title).doesNotContain("Creep");
        assertThat(ScriptWorkload.of(rows, 1)).isEqualTo(queries);
    }
}
