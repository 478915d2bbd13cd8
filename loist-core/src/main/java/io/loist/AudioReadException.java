package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file could not be read as audio. The message names the file and says why; nothing was stored. */
public final class AudioReadException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String source;

    /**
     * Creates an exception.
     *
     * @param reason why the file could not be read; it decides {@link #code()}
     * @param source the file, as a person would name it
     * @param message what is wrong with the file and what to do
     * @param cause what led to it, or null
     */
    public AudioReadException(Reason reason, String source, String message, @Nullable Throwable cause) {
        super("AUDIO_" + reason.name(), false, message, cause);
        this.reason = reason;
        this.source = Objects.requireNonNull(source, "source");
    }

    /** Returns why the file could not be read. */
    public Reason reason() {
        return reason;
    }

    /** Returns the file, as a person would name it. */
    public String source() {
        return source;
    }

    /** Why a file could not be read as audio. */
    public enum Reason {
        /** The file is missing, is not a regular file, or may not be opened. */
        UNREADABLE,
        /** The file has no bytes. */
        EMPTY,
        /** The content is of no audio format loist knows. */
        UNKNOWN_FORMAT,
        /** The content is audio, of a format or codec that cannot be read yet. */
        UNSUPPORTED,
        /** The content begins like audio but is damaged or ends too early. */
        CORRUPT,
        /** Reading took more time or memory than a file is granted. */
        OVER_BUDGET
    }
}
