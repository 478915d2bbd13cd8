package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.internal.Checksums;
import io.loist.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** Copies a source to a temporary file without a name, but not further than it is clear that the source is too large or no audio. */
final class SourceCopy {

    private static final int BUFFER = 64 * 1024;

    private final String name;
    private final IngestContext context;

    SourceCopy(String name, IngestContext context) {
        this.name = name;
        this.context = context;
    }

    /**
     * Copies the source.
     *
     * @param content opens it
     * @param placement decides where the bytes end, from their checksums; may throw
     * @throws AudioReadException if it cannot be read or written, is too large, or is no audio
     */
    IngestFile fetch(Upload.Content content, Function<FileChecksums, Placement> placement) {
        FileChannel file = null;
        try {
            Long announced = content.size();
            context.limits().requireSize(name, announced == null ? 0 : announced);
            file = temporary();
            FileChecksums sums;
            try (InputStream in = content.open()) {
                sums = copy(in, file);
            }
            return IngestFile.copied(name, file, placement.apply(sums), sums);
        } catch (IOException | RuntimeException e) {
            IngestFile.discard(file);
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AudioReadException(
                    Reason.UNREADABLE,
                    name,
                    "The bytes of " + name + " cannot be fetched: " + e.getMessage()
                            + "; check their source, and the space for temporary files.",
                    e);
        }
    }

    private FileChecksums copy(InputStream in, FileChannel file) throws IOException {
        Checksums sums = new Checksums();
        byte[] buffer = new byte[BUFFER];
        long next = BUFFER;
        boolean sniffed = false;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sums.update(buffer, 0, count);
            context.limits().requireSize(name, sums.size());
            for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count); rest.hasRemaining(); ) {
                file.write(rest);
            }
            if (!sniffed && sums.size() >= next) {
                sniffed = context.reader().sniff(file, name);
                next *= 2;
            }
        }
        return FileChecksums.of(sums);
    }

    /** The file loses its name at once, or when it is closed where open files must have one. */
    private static FileChannel temporary() throws IOException {
        Path path = Files.createTempFile("loist-ingest", null);
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }
}
