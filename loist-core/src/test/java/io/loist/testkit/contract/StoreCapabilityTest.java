package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StoreCapabilityTest {

    @Test
    void parse_flags_namesThem() {
        assertThat(StoreCapability.parse("")).isEmpty();
        assertThat(StoreCapability.parse("move, resumable-uploads"))
                .containsExactlyInAnyOrder(StoreCapability.MOVE, StoreCapability.RESUMABLE_UPLOADS);
    }

    @Test
    void parse_unknownFlag_saysWhichThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreCapability.parse("move,compose"))
                .withMessage("-Dloist.gcs.without names \"compose\", which is none of resumable-uploads,"
                        + " preconditions, copy, move, folders");
    }
}
