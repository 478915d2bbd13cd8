package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.reading.PinyinReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names in other scripts have in common with their spellings in Latin letters, and with each other. */
class ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "ファッション, fasshon, fassyon",
        "つづく, tsuzuku, tuzuku",
        "しょうじょ, shoujo, syozyo",
        "とうきょう, tokyo, toukyou",
        "봄날, bomnal, pomnal",
        "국물, gungmul, kungmul",
        "Подмосковные, podmoskovnye, podmoskovnie",
        "Χίλιες, chilies, hilies",
        "თბილისო, tbiliso, tbilisso",
        "Սիրուշո, sirusho, siroosho",
        "ירושלים, yerushalayim, yerushalaim",
        "حبيبي, habibi, habeebi",
        "แสงสุดท้าย, saengsudtai, saengsutthai"
    })
    void joined_spellings_meet(String name, String one, String other) {
        String stored = NameReadings.OF_LETTERS.of(Fold.fold(name));
        List<String> lexemes =
                List.of(SearchWords.lexemes("x||||" + "|" + stored).split(" "));

        assertThat(lexemes).containsAnyElementsOf(typed(one)).containsAnyElementsOf(typed(other));
    }

    @ParameterizedTest
    @CsvSource({
        "イルミネーション, illumination",
        "ガール ソング, girl song",
        "シスターシスター, sister sister",
        "アイスクリームファンタジア, ice cream fantasia",
        "オレンジラヴ, orange love",
        "クリスマス, christmas",
        "ウィンドアップ, wind up",
        "リハーサルタイム, rehearsal time"
    })
    void ofLoanWords_spellingOfTheOtherLanguage_isThatOfKana(String kana, String typed) {
        String stored = NameReadings.OF_LETTERS.of(Fold.fold(kana));

        assertThat(stored.split(" , ")).containsAnyElementsOf(Reading.ofLoanWords(List.of(typed.split(" "))));
    }

    @Test
    void of_nameOfHanCharacters_hasNoLoanWords() {
        assertThat(NameReadings.OF_LETTERS.of(Fold.fold("夜のガール"))).doesNotContain("L");
        assertThat(Reading.ofLoanWords(List.of("ソング"))).isEmpty();
    }

    private static List<String> typed(String word) {
        List<String> all = new ArrayList<>(Reading.ofName(List.of(word)));
        all.addAll(Reading.ofWord(word));
        return all;
    }

    @ParameterizedTest
    @CsvSource({"ヒマワリ, ひまわり", "キャー, きや", "寧夏, 宁夏", "麯, 曲", "櫻, 桜", "發, 髮", "แสงสุดท้าย, แสงสุดทาย", "개, 게"})
    void scriptKey_spellings_areOne(String one, String other) {
        assertThat(ScriptKey.of(one)).isEqualTo(ScriptKey.of(other));
    }

    @Test
    void version_namesThatNothingHasRead_isZero() {
        NameReadings none = NameReadings.OF_LETTERS;
        NameReadings read = new NameReadings(List.of(new PinyinReader()));

        assertThat(none.version("夜曲", null)).isZero();
        assertThat(none.version("ひまわり", "Björk"))
                .isEqualTo(read.version("ひまわり", "Björk"))
                .isPositive();
        assertThat(read.version("夜曲", null)).isGreaterThan(1);
    }
}
