package io.loist.signing.internal.v4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

    @Test
    void attachment_plainName_isGivenOnce() {
        assertThat(ContentDisposition.attachment("Blue Monday.mp3"))
                .isEqualTo("attachment; filename=\"Blue Monday.mp3\"");
    }

    @Test
    void attachment_accents_areGivenInUtf8AndInAscii() {
        assertThat(ContentDisposition.attachment("Jóga.flac"))
                .isEqualTo("attachment; filename=\"J_ga.flac\"; filename*=UTF-8''J%C3%B3ga.flac");
    }

    @Test
    void attachment_emoji_isOneCharacter() {
        assertThat(ContentDisposition.attachment("🎵.mp3"))
                .isEqualTo("attachment; filename=\"_.mp3\"; filename*=UTF-8''%F0%9F%8E%B5.mp3");
    }

    @Test
    void attachment_quotesAndPercents_areInUtf8Alone() {
        assertThat(ContentDisposition.attachment("\"100%\".mp3"))
                .isEqualTo("attachment; filename=\"_100__.mp3\"; filename*=UTF-8''%22100%25%22.mp3");
    }

    @Test
    void attachment_slashes_stayInTheNameAsUnderscores() {
        assertThat(ContentDisposition.attachment("AC/DC\\live.mp3"))
                .isEqualTo("attachment; filename=\"AC_DC_live.mp3\"");
    }

    @Test
    void attachment_lineBreaks_cannotAddHeaders() {
        assertThat(ContentDisposition.attachment("a\r\nSet-Cookie: b=c\u0000.mp3"))
                .isEqualTo("attachment; filename=\"a__Set-Cookie: b=c_.mp3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83C.mp3", "\uDFB5.mp3"})
    void attachment_halfASurrogatePair_becomesUnderscore(String name) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo("attachment; filename=\"_.mp3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", " .. "})
    void attachment_nameNoFileCanHave_becomesDownload(String name) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo("attachment; filename=\"download\"");
    }

    @Test
    void attachment_anyText_isWellFormed() {
        Random random = new Random(6266);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                name.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }

            assertThat(ContentDisposition.attachment(name.toString()))
                    .matches("attachment; filename=\"[ !#$&-\\[\\]-~]+\"(; filename\\*=UTF-8''[A-Za-z0-9._~%-]+)?");
        }
    }
}
