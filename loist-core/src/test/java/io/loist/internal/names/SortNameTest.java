package io.loist.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How names stand in an alphabetical index. */
class SortNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The Beatles         | Beatles, The       | B  | B beatles, the
            A Tribe Called Quest | Tribe Called Quest, A | T | T tribe called quest, a
            Die Ärzte           | Ärzte, Die         | A  | A arzte, die
            Theremin            | Theremin           | T  | T theremin
            The                 | The                | T  | T the
            The The             | The, The           | T  | T the, the
            AC/DC               | AC/DC              | A  | A ac/dc
            50 Cent             | 50 Cent            | #  | # 50 cent
            !!!                 | !!!                | #  | # !!!
            +44                 | +44                | #  | # +44
            “Heroes”            | “Heroes”           | H  | H heroes”
            ...And Justice      | ...And Justice     | A  | A and justice
            Ólafur Arnalds      | Ólafur Arnalds     | O  | O olafur arnalds
            Ø                   | Ø                  | O  | O o
            Кино                | Кино               | К  | К кино
            Σωκράτης            | Σωκράτης           | Σ  | Σ σωκρατησ
            ガゼット              | ガゼット             | か  | か ガゼット
            ぱみゅぱみゅ           | ぱみゅぱみゅ          | は  | は ぱみゅぱみゅ
            んゔ                | んゔ                | わ  | わ んゔ
            빅뱅                 | 빅뱅                | ㅂ  | ㅂ 빅뱅
            까치                 | 까치                | ㄱ  | ㄱ 까치
            坂本龍一              | 坂本龍一             | 漢  | 漢 坂本龍一
            فيروز              | فيروز              | ف  | ف فيروز
            """)
    void of_name_hasArticleLastAndAHeading(String name, String text, String heading, String key) {
        assertThat(SortName.of(name, null)).isEqualTo(new SortName(text, heading, key));
    }

    @Test
    void of_nameWithTag_isTheTag() {
        assertThat(SortName.of("坂本龍一", " Sakamoto, Ryuichi "))
                .isEqualTo(new SortName("Sakamoto, Ryuichi", "S", "S sakamoto, ryuichi"));
        assertThat(SortName.of("The Band", "The Band").key()).isEqualTo("T the band");
        assertThat(SortName.of("The Band", " ").text()).isEqualTo("Band, The");
    }

    @Test
    void of_nameWithoutAnythingVisible_isUnderTheSigns() {
        assertThat(SortName.of("\u200B", null).heading()).isEqualTo("#");
    }

    @Test
    void of_anyCharacter_hasAHeadingThatTheKeyBeginsWith() {
        IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .filter(c -> c < 0x30000)
                .mapToObj(Character::toString)
                .map(name -> SortName.of(name, null))
                .forEach(name -> assertThat(name.key()).startsWith(name.heading() + " "));
    }

    @Test
    void prefix_ofABeginning_isThatOfTheKey() {
        for (String name : new String[] {"Ólafur Arnalds", "“Heroes”", "50 Cent", "坂本龍一", "빅뱅", "ガゼット", "!!!"}) {
            String key = SortName.of(name, null).key();
            for (int end = 2; end <= name.length(); end++) {
                assertThat(key).startsWith(SortName.prefix(name.substring(0, end)));
            }
        }
        assertThat(SortName.prefix(" ")).isEmpty();
        assertThat(SortName.prefix("")).isEmpty();
    }

    @Test
    void words_ofAName_areFolded() {
        assertThat(SortName.words("Rolling Stones, The (Live)")).containsExactly("rolling", "stones", "the", "live");
        assertThat(SortName.words("AC/DC – Ágætis")).containsExactly("ac", "dc", "agaetis");
        assertThat(SortName.words(" - ... ")).isEmpty();
    }
}
