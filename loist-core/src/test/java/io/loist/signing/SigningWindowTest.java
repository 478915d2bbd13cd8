package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.object.ObjectRef;
import io.loist.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningWindowTest {

    private static final Instant START = Instant.parse("2026-02-28T12:00:00Z");
    private static final ObjectRef OBJECT = new ObjectRef("music", "a.flac");

    private final SettableClock clock = new SettableClock(START);

    @Test
    void sign_withinAWindow_isTheSameUrlInEveryProcess() {
        SignedUrl first = service(Duration.ofMinutes(5)).sign(OBJECT);
        clock.set(START.plusSeconds(299));

        assertThat(service(Duration.ofMinutes(5)).sign(OBJECT)).isEqualTo(first);
        clock.set(START.plusSeconds(300));
        assertThat(service(Duration.ofMinutes(5)).sign(OBJECT)).isNotEqualTo(first);
    }

    @Test
    void sign_atAnyTime_leavesTheWholeLifetime() {
        for (int second = 0; second < 900; second += 13) {
            clock.set(START.plusSeconds(second));
            assertThat(service(Duration.ofMinutes(5)).sign(OBJECT).remaining(clock.instant()))
                    .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
        }
    }

    @Test
    void sign_longestLifetime_isNotMadeLonger() {
        clock.set(START.plusSeconds(60));
        SignedUrl url = service(Duration.ofMinutes(5))
                .sign(SignedUrlRequest.get(OBJECT)
                        .lifetime(SignedUrlRequest.MAX_LIFETIME)
                        .build());

        assertThat(url.expiresAt()).isEqualTo(START.plus(Duration.ofDays(7)));
    }

    @Test
    void sign_upload_hasNoWindow() {
        clock.set(START.plusSeconds(60));
        SignedUrl url =
                service(Duration.ofMinutes(5)).sign(SignedUrlRequest.put(OBJECT).build());

        assertThat(url.expiresAt()).isEqualTo(START.plusSeconds(60 + 900));
    }

    @Test
    void renew_inTheNextWindow_keepsTheLifetime() {
        SignedUrl url = service(Duration.ofMinutes(5)).sign(OBJECT);
        clock.set(START.plusSeconds(700));

        assertThat(service(Duration.ofMinutes(5)).renew(url))
                .isEqualTo(service(Duration.ofMinutes(5)).sign(OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "PT6H1S"})
    void window_outOfRange_throws(Duration window) {
        assertThatIllegalArgumentException().isThrownBy(() -> service(window)).withMessageContaining(window.toString());
    }

    private SignedUrlService service(Duration window) {
        return SignedUrlService.builder(SigningKey.hmac("ID", "made up"))
                .clock(clock)
                .window(window)
                .build();
    }
}
