package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown if a file cannot be read as audio. The message names the file and the reason; nothing was stored. */
public final class AudioReadException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String source;

    /**
     * Creates an exception.
     *
     * @param reason why the file could not be read; it decides {@link #code()}
     * @param source the file, by the name that people know
     * @param message what is wrong with the file and what to do
     * @param cause the cause, or null
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

    /** Returns the file, by the name that people know. */
    public String source() {
        return source;
    }

    /** Why a file could not be read as audio. */
    public enum Reason {
        /** The file is missing, is not a regular file, or may not be opened. */
        UNREADABLE,
        /** The file has no bytes. */
        EMPTY,
        /** The content has no audio format that loist knows. */
        UNKNOWN_FORMAT,
        /** The content is audio, in a format or codec that loist cannot read. */
        UNSUPPORTED,
        /** The content is damaged audio, or ends too early. */
        CORRUPT,
        /** Reading needed more time or memory than the limit for one file. */
        OVER_BUDGET
    }
}
