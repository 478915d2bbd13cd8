package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchResult;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Misspellings that change more than one letter of one word, or that make another word of the library. */
@Integration
class MisspeltNamesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static LoistDatabase library;

    @BeforeAll
    static void fill() {
        library = POSTGRES.emptyDatabase();
        library.tracks()
                .saveAllOrNone(Stream.of(
                                "Havana | Camila Cabello",
                                "Let Me Love You | Mario",
                                "Love Is All You Need | Lovers",
                                "Break On Through | The Doors",
                                "Nothing | Les Dors",
                                "On The Road Again | Willie Nelson",
                                "Th Th Th | Stammer",
                                "Paranoid Android | Radiohead",
                                "Radio Ga Ga | Queen",
                                "Stairway To Heaven | Led Zeppelin",
                                "Heaven | Bryan Adams",
                                "Let It Be | The Beatles",
                                "Bet On It | Zac Efron",
                                "Let It Go | Idina Menzel")
                        .map(name -> name.split(" \\| ", 2))
                        .map(name -> SampleTracks.track(name[0], name[1]))
                        .toList());
        library.refreshSearch();
    }

    @ParameterizedTest
    @CsvSource({
        "camil acaello, Camila Cabello",
        "camilacabelo, Camila Cabello",
        "cam ila cabelo, Camila Cabello",
        "let me lov eyou, Mario",
        "the dors break on, The Doors",
        "on th road, Willie Nelson",
        "parranod androld, Radiohead",
        "radio haed android, Radiohead",
        "stairwya ot heaven, Led Zeppelin",
        "lde zepplin, Led Zeppelin",
        "let ti be beatels, The Beatles",
        "lte it go, Idina Menzel"
    })
    void search_misspelt_findsItFirst(String typed, String artist) {
        assertThat(first(typed)).isEqualTo(artist);
    }

    @ParameterizedTest
    @CsvSource({
        "dors, Les Dors",
        "les dors, Les Dors",
        "th th th, Stammer",
        "bet on it, Zac Efron",
        "let it be, The Beatles",
        "heaven, Bryan Adams",
        "love is all, Lovers"
    })
    void search_rightWordsThatResembleOthers_findsTheseFirst(String typed, String artist) {
        SearchResult result = library.search().search(typed);

        assertThat(result.hits().get(0).track().metadata().artist()).isEqualTo(artist);
        assertThat(result.didYouMean()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"camil acaello, camila cabello", "camilacabelo, camila cabello", "radio haed android, radiohead android"
    })
    void search_spaceAtTheWrongPlace_isWrittenRight(String typed, String meant) {
        assertThat(library.search().search(typed).didYouMean()).isEqualTo(meant);
    }

    private static String first(String typed) {
        return library.search().search(typed).hits().stream()
                .findFirst()
                .map(hit -> String.valueOf(hit.track().metadata().artist()))
                .orElse("nothing");
    }
}
