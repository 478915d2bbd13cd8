package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void retryPolicy_retriesOutOfRange_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, SECOND, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1_001, SECOND, SECOND));
    }

    @Test
    void retryPolicy_delaysOutOfRange_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND.negated(), SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, Duration.ofDays(366)));
    }

    @Test
    void retryPolicy_default_triesFiveTimesMore() {
        assertThat(RetryPolicy.DEFAULT.retries()).isEqualTo(5);
    }
}
