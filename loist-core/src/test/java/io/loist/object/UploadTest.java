package io.loist.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.object.Upload.Precondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private final Upload.Builder upload = Upload.builder(new ObjectRef("my-bucket", "a"), new byte[0]);

    @Test
    void precondition_unlessToldOtherwise_isAbsent() {
        assertThat(upload.build().precondition()).isEqualTo(Precondition.ABSENT);
        assertThat(upload.build().generation()).isEqualTo(0);
    }

    @Test
    void precondition_none_namesNoGeneration() {
        Upload any = upload.replacing(7).precondition(Precondition.NONE).build();

        assertThat(any.generation()).isNull();
        assertThat(upload.precondition(Precondition.ABSENT).build().generation())
                .as("the generation named before is forgotten")
                .isEqualTo(0);
    }

    @Test
    void replacing_generation_isThePrecondition() {
        assertThat(upload.replacing(7).build().precondition()).isEqualTo(Precondition.GENERATION);
        assertThat(upload.build().generation()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void replacing_noGeneration_throws(long generation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upload.replacing(generation))
                .withMessageContaining("generation must be positive");
    }

    @Test
    void precondition_generationWithoutNumber_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upload.precondition(Precondition.GENERATION))
                .withMessageContaining("replacing(generation)");
    }
}
