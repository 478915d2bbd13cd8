package io.loist.ingest;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.nio.file.Path;
import java.util.Objects;

/** Where audio to be ingested comes from. Immutable. */
public sealed interface IngestSource {

    /** Returns the name to report it by: a path, an object's URI or what a user called it. */
    String name();

    /** Returns a file of this machine. It must not change until it is ingested. */
    static IngestSource file(Path path) {
        return new File(path);
    }

    /**
     * Returns what a stream delivers. It is written to a temporary file first, because audio cannot be read in one pass.
     *
     * @param name what a user called it, such as the name of a file: it is stored with the object, and is the title of audio
     *     without one
     * @param content opened once, and closed
     */
    static IngestSource content(String name, Upload.Content content) {
        return new Content(name, content);
    }

    /** Returns an object of the store that stays where it is: it is not copied, and deleting its track keeps it. */
    static IngestSource object(ObjectRef ref) {
        return new InPlace(ref);
    }

    /**
     * Returns a finished upload to a name of {@link IngestPipeline#uploadTarget}. It is copied to its track's own name, and deleted
     * when the track is saved.
     *
     * @param ref the object
     * @param generation the generation that was checked, see {@link StoredObject#generation}: if another one exists by now, ingest
     *     throws {@code PRECONDITION_FAILED}; 0 for whichever exists
     * @throws IllegalArgumentException if {@code generation} is negative
     */
    static IngestSource upload(ObjectRef ref, long generation) {
        return new Uploaded(ref, generation);
    }

    /**
     * A file of this machine.
     *
     * @param path where it is
     */
    record File(Path path) implements IngestSource {
        /** Checks the path. */
        public File {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String name() {
            return path.toString();
        }
    }

    /**
     * What a stream delivers.
     *
     * @param name what a user called it
     * @param content opens the stream
     */
    record Content(String name, Upload.Content content) implements IngestSource {
        /** Checks the values. */
        public Content {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * An object that stays where it is.
     *
     * @param ref where it is
     */
    record InPlace(ObjectRef ref) implements IngestSource {
        /** Checks the name. */
        public InPlace {
            Objects.requireNonNull(ref, "ref");
        }

        @Override
        public String name() {
            return ref.uri();
        }
    }

    /**
     * A finished upload.
     *
     * @param ref where it is
     * @param generation the generation that was checked, or 0 for whichever exists
     */
    record Uploaded(ObjectRef ref, long generation) implements IngestSource {
        /** Checks the values. */
        public Uploaded {
            Objects.requireNonNull(ref, "ref");
            if (generation < 0) {
                throw new IllegalArgumentException("generation must not be negative, but is " + generation);
            }
        }

        @Override
        public String name() {
            return ref.uri();
        }
    }
}
