package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The trailer of an object's file: its {@linkplain ObjectDescription description} as text, then a line of fixed length with the text's
 * length and checksum. It is in the same file as the bytes, so that neither can exist without the other.
 */
public final class ObjectTrailer {

    private static final Pattern LAST_LINE = Pattern.compile("loist-object/1 ([0-9]{10}) ([0-9a-f]{8})\n");
    private static final int LAST_LINE_LENGTH = 35;

    /** How much is read at once, in the hope that it is all. */
    private static final int USUAL_LENGTH = 1_024;

    /** Several times the limit of Cloud Storage; a longer text means that the file is damaged. */
    private static final int MAX_TEXT_LENGTH = 256 * 1024;

    private ObjectTrailer() {}

    /**
     * Returns the trailer's bytes.
     *
     * @throws TooLongException if the description is too long
     */
    public static byte[] encode(ObjectDescription description) throws TooLongException {
        byte[] text = ("\n\n" + description.toText()).getBytes(UTF_8);
        if (text.length > MAX_TEXT_LENGTH) {
            throw new TooLongException("headers and metadata can have up to " + MAX_TEXT_LENGTH + " bytes, but have "
                    + text.length + "; shorten them");
        }
        byte[] lastLine = String.format(
                        Locale.ROOT, "loist-object/1 %010d %08x\n", text.length, crc32c(ByteBuffer.wrap(text)))
                .getBytes(US_ASCII);
        return ByteBuffer.allocate(text.length + lastLine.length)
                .put(text)
                .put(lastLine)
                .array();
    }

    /**
     * Reads the description from a file's trailer.
     *
     * @throws DamagedFileException if there is none, or it does not match the file
     */
    static ObjectDescription read(FileChannel file) throws IOException {
        long size = file.size();
        ByteBuffer end = bytes(file, Math.max(0, size - USUAL_LENGTH), (int) Math.min(USUAL_LENGTH, size));
        int textEnd = end.limit() - LAST_LINE_LENGTH;
        if (textEnd < 0) {
            throw new DamagedFileException("it is too short to be an object's file");
        }
        Matcher lastLine = LAST_LINE.matcher(US_ASCII.decode(end.slice(textEnd, LAST_LINE_LENGTH)));
        if (!lastLine.matches()) {
            throw new DamagedFileException("it has no trailer of an object");
        }
        int length = (int) Math.min(Long.parseLong(lastLine.group(1)), MAX_TEXT_LENGTH);
        long content = size - LAST_LINE_LENGTH - length;
        if (content < 0) {
            throw new DamagedFileException("it is too short to be an object's file");
        }
        ByteBuffer text = length <= textEnd ? end.slice(textEnd - length, length) : bytes(file, content, length);
        if (crc32c(text.duplicate()) != Integer.parseUnsignedInt(lastLine.group(2), 16)) {
            throw new DamagedFileException("the checksum of its description is wrong");
        }
        return parse(UTF_8.decode(text).toString(), content);
    }

    private static ObjectDescription parse(String text, long size) throws DamagedFileException {
        try {
            ObjectDescription description = ObjectDescription.parse(text);
            if (description.size() == size) {
                return description;
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException("its description cannot be read: " + e.getMessage());
        }
        throw new DamagedFileException(
                "it contains " + size + " bytes of the object, which differs from its description");
    }

    private static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
            // A read may return fewer bytes than requested.
        }
        return buffer.clear();
    }

    private static int crc32c(ByteBuffer bytes) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes);
        return (int) crc32c.getValue();
    }

    /** Thrown if a file is damaged or not the file of an object. */
    static final class DamagedFileException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedFileException(String message) {
            super(message);
        }
    }

    /** Thrown if a description is too long to be stored. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }
}
