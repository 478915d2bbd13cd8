package io.loist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoistExceptionTest {

    @ParameterizedTest
    @EnumSource
    void objectStoreException_codeNamesTheReason_onlyUnavailableIsWorthAnotherTry(ObjectStoreException.Reason reason) {
        ObjectStoreException exception = new ObjectStoreException(reason, "gs://bucket/name", "what to do", null);

        assertThat(exception.code()).isEqualTo("OBJECT_" + reason);
        assertThat(exception.retryable()).isEqualTo(reason == ObjectStoreException.Reason.UNAVAILABLE);
        assertThat(exception.object()).isEqualTo("gs://bucket/name");
    }

    @Test
    void trackNotFoundException_saysWhichTrack() {
        UUID id = UUID.randomUUID();

        TrackNotFoundException exception = new TrackNotFoundException(id);

        assertThat(exception.id()).isEqualTo(id);
        assertThat(exception).hasMessageContaining(id.toString());
        assertThat(exception.code()).isEqualTo("TRACK_NOT_FOUND");
        assertThat(exception.retryable()).isFalse();
    }

    @Test
    void illegalStatusMoveException_saysWhichTrackAndWhatItIs() {
        UUID id = UUID.randomUUID();

        IllegalStatusTransitionException exception = new IllegalStatusTransitionException(id, "COMPLETED", "PENDING");

        assertThat(exception.id()).isEqualTo(id);
        assertThat(exception.current()).isEqualTo("COMPLETED");
        assertThat(exception.wanted()).isEqualTo("PENDING");
        assertThat(exception).hasMessageContainingAll(id.toString(), "COMPLETED", "PENDING");
        assertThat(exception.code()).isEqualTo("ILLEGAL_STATUS_TRANSITION");
        assertThat(exception.retryable()).isFalse();
    }

    @Test
    void databaseException_keepsTheServersState() {
        DatabaseException exception = new DatabaseException("DATABASE_BUSY", true, "try again", "40001", null);

        assertThat(exception.sqlState()).isEqualTo("40001");
        assertThat(exception.retryable()).isTrue();
    }
}
