package io.loist.db.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.track.ArtistCredit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final String AWKWARD = "\"\\/\b\f\n\r\t\u0001\u2028 é 天 \uD83C\uDFB5 {}[]:,";

    @Test
    void attributes_awkwardTexts_areReadBackEqual() {
        Map<String, String> attributes = Map.of(AWKWARD, AWKWARD, "empty", "");

        assertThat(Json.toAttributes(Json.ofAttributes(attributes))).isEqualTo(attributes);
        assertThat(Json.toAttributes(Json.ofAttributes(Map.of()))).isEmpty();
    }

    @Test
    void toAttributes_writtenByOthers_keepsWhatHasAText() {
        assertThat(
                        Json.toAttributes(
                                "{\"n\": 1.50, \"b\": true, \"no\": null, \"o\": {\"a\": [1, \"x\"]}, \"l\": [], \"t\": \"z\"}"))
                .isEqualTo(Map.of("n", "1.50", "b", "true", "o", "{\"a\":[1,\"x\"]}", "l", "[]", "t", "z"));
    }

    @Test
    void tags_severalValues_areReadBackEqual() {
        Map<String, List<String>> tags = Map.of("MOOD", List.of("b", AWKWARD, "b"), "NONE", List.of());

        assertThat(Json.toTags(Json.ofTags(tags))).isEqualTo(tags);
        assertThat(Json.toTags(Json.ofTags(Map.of()))).isEmpty();
    }

    @Test
    void toTags_singleValue_becomesAList() {
        assertThat(Json.toTags("{\"bpm\": 120, \"none\": null, \"mixed\": [null, 1, \"x\"]}"))
                .isEqualTo(Map.of("bpm", List.of("120"), "none", List.of(), "mixed", List.of("1", "x")));
    }

    @Test
    void credits_several_areReadBackEqual() {
        List<ArtistCredit> credits = List.of(
                new ArtistCredit(AWKWARD, ArtistCredit.Role.MAIN, " & ", UUID.randomUUID()),
                new ArtistCredit("B", ArtistCredit.Role.REMIXER, "", null));

        assertThat(Json.toCredits(Json.ofCredits(credits))).isEqualTo(credits);
        assertThat(Json.toCredits(Json.ofCredits(List.of()))).isEmpty();
    }
}
