package io.loist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsRuleTest {

    @Test
    void forPlayers_letsAPageSeekAndUpload() {
        CorsRule rule = CorsRule.forPlayers("https://music.example", "http://localhost:8080");

        assertThat(rule.origins()).containsExactly("https://music.example", "http://localhost:8080");
        assertThat(rule.methods()).containsExactly("GET", "HEAD", "PUT", "POST");
        assertThat(rule.headers()).contains("Range", "Content-Range", "Location");
    }

    @Test
    void forPlayers_withoutOrigin_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(CorsRule::forPlayers)
                .withMessageContaining("at least one origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"music.example", "https://music.example/app", "https://", ""})
    void origin_ofAnotherForm_isRefusedByName(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsRule.forPlayers(origin))
                .withMessageContaining("\"" + origin + "\" is not an origin");
    }

    @Test
    void method_inLowerCase_isRaised() {
        assertThat(new CorsRule(List.of("*"), List.of("get"), List.of(), Duration.ZERO).methods())
                .containsExactly("GET");
    }

    @Test
    void maxAge_aboveADay_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsRule(List.of("*"), List.of("GET"), List.of(), Duration.ofHours(25)))
                .withMessageContaining("PT25H");
    }
}
