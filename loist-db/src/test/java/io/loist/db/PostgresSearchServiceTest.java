package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.testing.SampleTracks;
import io.loist.testing.SearchServiceContract;
import io.loist.track.NewTrack;
import io.loist.track.TrackRepository;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSearchServiceTest extends SearchServiceContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private LoistDatabase database = POSTGRES.emptyDatabase();

    @Override
    protected TrackRepository emptyRepository() {
        database = POSTGRES.emptyDatabase();
        return database.tracks();
    }

    @Override
    protected SearchService searchOf() {
        return database.search();
    }

    @Test
    void search_moreMatchesThanAreRanked_keepsThePopularOnes() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks()
                .saveAll(IntStream.range(0, 2050)
                        .mapToObj(i -> SampleTracks.builder("Love Song", "Band " + i)
                                .popularity(i)
                                .build())
                        .toList());

        SearchResult result =
                library.search().search(SearchQuery.builder("love").limit(10).build());

        assertThat(result.truncated()).isTrue();
        assertThat(result.hits())
                .extracting(hit -> hit.track().popularity())
                .startsWith(2049.0, 2048.0, 2047.0)
                .hasSize(10);
    }

    @Test
    void search_trackChangedByOthers_findsTheNewName() throws SQLException {
        LoistDatabase library = POSTGRES.emptyDatabase();
        NewTrack track = SampleTracks.track("Before", "Band");
        library.tracks().save(track);

        POSTGRES.execute("UPDATE audio_tracks SET title = 'After' WHERE id = ?", track.id());

        assertThat(library.search().search("before").hits()).isEmpty();
        assertThat(library.search().search("after").hits()).hasSize(1);
    }

    @Test
    void search_randomText_isNeverAnError() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        Random random = new Random(20261121);
        String signs = " '\"\\&|!()<>:*-+/.,;%_?$#@~^`{}[]=\0\t\n";
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                    case 1 -> text.append(signs.charAt(random.nextInt(signs.length())));
                    case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                    default -> text.append((char) ('a' + random.nextInt(26)));
                }
            }
            assertThat(library.search().search(text.toString()).hits()).isEmpty();
        }
    }
}
