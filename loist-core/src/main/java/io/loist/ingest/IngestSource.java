package io.loist.ingest;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import java.nio.file.Path;
import java.util.Objects;

/** Where audio to be taken in comes from. Immutable. */
public sealed interface IngestSource {

    /** Returns what a person would call it. */
    String name();

    /** Returns a file of this machine. It must not change until it is taken in. */
    static IngestSource file(Path path) {
        return new File(path);
    }

    /**
     * Returns whatever a stream gives. It is written to a temporary file first, because audio cannot be read in one pass.
     *
     * @param name what to call it, such as the name of the file that a user sent: it is kept with the object, and is the title
     *     of audio without one
     * @param content opened once, and closed
     */
    static IngestSource content(String name, Upload.Content content) {
        return new Content(name, content);
    }

    /** Returns an object that is in the store already and stays where it is: it is not copied, and deleting its track leaves it. */
    static IngestSource object(ObjectRef ref) {
        return new InPlace(ref);
    }

    /**
     * Returns an object that somebody else has uploaded to a name of {@link IngestPipeline#uploadTarget}. It is copied to its
     * own name, and deleted when it is taken in.
     */
    static IngestSource upload(ObjectRef ref) {
        return new Uploaded(ref);
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
     * Whatever a stream gives.
     *
     * @param name what to call it
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
     * An object that somebody else has uploaded.
     *
     * @param ref where it is
     */
    record Uploaded(ObjectRef ref) implements IngestSource {
        /** Checks the name. */
        public Uploaded {
            Objects.requireNonNull(ref, "ref");
        }

        @Override
        public String name() {
            return ref.uri();
        }
    }
}
