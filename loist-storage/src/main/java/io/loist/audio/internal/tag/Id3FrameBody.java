package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jaudiotagger.tag.InvalidDataTypeException;
import org.jaudiotagger.tag.InvalidFrameException;
import org.jaudiotagger.tag.datatype.Pair;
import org.jaudiotagger.tag.id3.AbstractID3v2Frame;
import org.jaudiotagger.tag.id3.AbstractTagFrameBody;
import org.jaudiotagger.tag.id3.ID3v22Frame;
import org.jaudiotagger.tag.id3.ID3v23Frame;
import org.jaudiotagger.tag.id3.ID3v24Frame;
import org.jaudiotagger.tag.id3.framebody.AbstractFrameBodyNumberTotal;
import org.jaudiotagger.tag.id3.framebody.AbstractFrameBodyPairs;
import org.jaudiotagger.tag.id3.framebody.AbstractFrameBodyTextInfo;
import org.jaudiotagger.tag.id3.framebody.AbstractFrameBodyUrlLink;
import org.jaudiotagger.tag.id3.framebody.FrameBodyAPIC;
import org.jaudiotagger.tag.id3.framebody.FrameBodyCOMM;
import org.jaudiotagger.tag.id3.framebody.FrameBodyDeprecated;
import org.jaudiotagger.tag.id3.framebody.FrameBodyPIC;
import org.jaudiotagger.tag.id3.framebody.FrameBodyTXXX;
import org.jaudiotagger.tag.id3.framebody.FrameBodyUFID;
import org.jaudiotagger.tag.id3.framebody.FrameBodyUSLT;
import org.jaudiotagger.tag.id3.framebody.FrameBodyWXXX;

/** Reads the content of an ID3 frame with jaudiotagger. Binary frames other than pictures are ignored. */
final class Id3FrameBody {

    /** References to jaudiotagger's loggers, which keep the level set here from being lost. One of the names is misspelt there. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.jaudiotagger"), Logger.getLogger("org.jaudiotabgger"));

    static {
        silenceJaudiotagger();
    }

    private final AudioFileBuilder builder;

    Id3FrameBody(AudioFileBuilder builder) {
        this.builder = builder;
    }

    /** Silences jaudiotagger, which logs every unusual byte at SEVERE, unless a level is set for its loggers. */
    static void silenceJaudiotagger() {
        for (Logger logger : LOGGERS) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.OFF);
            }
        }
    }

    void read(String id, ByteBuffer frame, int version) {
        try {
            add(body(frame, version));
        } catch (InvalidFrameException | InvalidDataTypeException | RuntimeException e) {
            builder.finding("The ID3 frame " + id + " is damaged and was left out.");
        }
    }

    private static AbstractTagFrameBody body(ByteBuffer frame, int version)
            throws InvalidFrameException, InvalidDataTypeException {
        AbstractID3v2Frame read = switch (version) {
            case 2 -> new ID3v22Frame(frame, "");
            case 3 -> new ID3v23Frame(frame, "");
            default -> new ID3v24Frame(frame, "");
        };
        AbstractTagFrameBody body = read.getBody();
        return body instanceof FrameBodyDeprecated deprecated ? deprecated.getOriginalFrameBody() : body;
    }

    private void add(AbstractTagFrameBody body) {
        if (body instanceof FrameBodyAPIC picture) {
            builder.pictures().add(picture.getPictureType(), picture.getImageData());
        } else if (body instanceof FrameBodyPIC picture) {
            builder.pictures().add(picture.getPictureType(), picture.getImageData());
        } else if (body instanceof FrameBodyTXXX text) {
            addEach(text.getDescription(), text.getText());
        } else if (body instanceof FrameBodyCOMM comment) {
            addEach(described("comment", comment.getDescription()), comment.getText());
        } else if (body instanceof FrameBodyUSLT lyrics) {
            addEach("lyrics", lyrics.getLyric());
        } else if (body instanceof FrameBodyUFID ufid) {
            if (ufid.getOwner().startsWith(FrameBodyUFID.UFID_MUSICBRAINZ)) {
                builder.tags()
                        .add(
                                "musicbrainz_recordingid",
                                new String(ufid.getUniqueIdentifier(), StandardCharsets.ISO_8859_1));
            }
        } else if (body instanceof FrameBodyWXXX link) {
            addEach(described("website", link.getDescription()), link.getUrlLink());
        } else if (body instanceof AbstractFrameBodyUrlLink link) {
            addEach(body.getIdentifier(), link.getUrlLink());
        } else if (body instanceof AbstractFrameBodyPairs pairs) {
            for (Pair pair : pairs.getPairing().getMapping()) {
                builder.tags().add(pair.getKey(), pair.getValue());
            }
        } else if (body instanceof AbstractFrameBodyNumberTotal number) {
            addEach(body.getIdentifier(), number.getText());
        } else if (body instanceof AbstractFrameBodyTextInfo text) {
            addEach(body.getIdentifier(), text.getText());
        }
    }

    /** Adds several values, which are separated by zeros in one text. */
    private void addEach(String name, String text) {
        Arrays.stream(text.split("\0", -1)).forEach(value -> builder.tags().add(name, value));
    }

    private static String described(String name, String description) {
        String cleaned = TrackText.clean(description);
        return cleaned.isEmpty() ? name : name + ":" + cleaned;
    }
}
