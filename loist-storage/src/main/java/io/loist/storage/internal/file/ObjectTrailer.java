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
 * The end of an object's file: its {@linkplain ObjectDescription description} as text, then one line of fixed length that says how
 * long the text is and what its checksum is. It is written with the bytes and read from the end, so that neither is ever there
 * without the other.
 */
public final class ObjectTrailer {

    private static final Pattern LAST_LINE = Pattern.compile("loist-object/1 ([0-9]{10}) ([0-9a-f]{8})\n");
    private static final int LAST_LINE_LENGTH = 35;

    /** As much as Cloud Storage would take several times over; a file that claims more is damaged. */
    private static final int MAX_TEXT_LENGTH = 256 * 1024;

    private ObjectTrailer() {}

    /**
     * Returns the bytes to put behind the object's.
     *
     * @throws TooLongException if the description is too long
     */
    public static byte[] encode(ObjectDescription description) throws TooLongException {
        byte[] text = ("\n\n" + description.toText()).getBytes(UTF_8);
        if (text.length > MAX_TEXT_LENGTH) {
            throw new TooLongException("headers and metadata may have " + MAX_TEXT_LENGTH + " bytes, but have "
                    + text.length + "; shorten them");
        }
        byte[] lastLine = String.format(Locale.ROOT, "loist-object/1 %010d %08x\n", text.length, crc32c(text))
                .getBytes(US_ASCII);
        return ByteBuffer.allocate(text.length + lastLine.length)
                .put(text)
                .put(lastLine)
                .array();
    }

    /**
     * Reads the description at a file's end.
     *
     * @throws DamagedFileException if there is none, or it does not fit the file
     */
    static ObjectDescription read(FileChannel file) throws IOException {
        long end = file.size() - LAST_LINE_LENGTH;
        Matcher lastLine = LAST_LINE.matcher(new String(bytes(file, end, LAST_LINE_LENGTH), US_ASCII));
        if (!lastLine.matches()) {
            throw new DamagedFileException("it does not end as an object's file does");
        }
        int length = (int) Math.min(Long.parseLong(lastLine.group(1)), MAX_TEXT_LENGTH);
        byte[] text = bytes(file, end - length, length);
        if (crc32c(text) != Integer.parseUnsignedInt(lastLine.group(2), 16)) {
            throw new DamagedFileException("its description has another checksum than was written");
        }
        return parse(text, end - length);
    }

    private static ObjectDescription parse(byte[] text, long size) throws DamagedFileException {
        try {
            ObjectDescription description = ObjectDescription.parse(new String(text, UTF_8));
            if (description.size() == size) {
                return description;
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException("its description cannot be read: " + e.getMessage());
        }
        throw new DamagedFileException("it holds " + size + " bytes of the object, which is not what was written");
    }

    private static byte[] bytes(FileChannel file, long position, int length) throws IOException {
        if (position < 0) {
            throw new DamagedFileException("it is too short to be an object's file");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
            // A read may give less than was asked for.
        }
        return buffer.array();
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, 0, bytes.length);
        return (int) crc32c.getValue();
    }

    /** A file that lies where an object's should, but is not as it was written. */
    static final class DamagedFileException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedFileException(String message) {
            super(message);
        }
    }

    /** A description that is too long to be stored. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }
}
