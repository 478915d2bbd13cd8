package io.loist.storage.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FileErrorsTest {

    private static final String OBJECT = "gs://music/a";

    @TempDir
    Path root;

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(
                        new IOException("No space left on device"), Reason.UNAVAILABLE, "is full; free some space"),
                Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), Reason.UNAVAILABLE, "is full"),
                Arguments.of(new IOException("Input/output error"), Reason.UNAVAILABLE, "check the disk"),
                Arguments.of(new ClosedByInterruptException(), Reason.UNAVAILABLE, "interrupted"),
                Arguments.of(
                        new AccessDeniedException("f"), Reason.PERMISSION_DENIED, "allow its user to read and write"),
                Arguments.of(
                        new FileSystemException("f", null, "Read-only file system"),
                        Reason.PERMISSION_DENIED,
                        "allow its user"),
                Arguments.of(
                        new FileSystemException("f", null, "File name too long"), Reason.REFUSED, "use a shorter name"),
                Arguments.of(
                        new FileSystemException("f", null, "a hard link cannot be made there"),
                        Reason.REFUSED,
                        "no hard links"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void translate_trouble_saysWhatToDo(IOException trouble, Reason reason, String remedy) {
        ObjectStoreException e = new FileErrors(root).translate(OBJECT, trouble);

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(OBJECT).hasMessageContaining(remedy).hasCause(trouble);
    }
}
