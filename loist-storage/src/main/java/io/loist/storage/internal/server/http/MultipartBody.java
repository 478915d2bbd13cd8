package io.loist.storage.internal.server.http;

import io.loist.storage.internal.bytes.BlockInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code multipart/form-data} (RFC 7578), read field by field while it arrives. Only one buffer is kept in memory.
 */
public final class MultipartBody {

    private static final int BUFFER = 64 * 1024;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int BLANK_LINE = 0x0D0A0D0A;
    private static final int MAX_BOUNDARY = 70;
    private static final int MAX_CONTENT_TYPE = 256;
    private static final int MAX_PREAMBLE = 64 * 1024;
    private static final String DISPOSITION = "content-disposition:";

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    /**
     * Wraps a body.
     *
     * @param contentType the content type, which contains the boundary
     * @throws HttpErrorException if the content type is another one or has no boundary
     */
    public MultipartBody(InputStream in, String contentType) throws HttpErrorException {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
        buffer[0] = '\r'; // the first delimiter has no line break before it
        buffer[1] = '\n';
        limit = 2;
    }

    private static String boundary(String contentType) throws HttpErrorException {
        if (contentType.length() > MAX_CONTENT_TYPE) {
            throw malformed();
        }
        return ParameterizedValue.parse(contentType)
                .filter(type -> type.value().equals("multipart/form-data"))
                .map(type -> type.parameters().getOrDefault("boundary", ""))
                .filter(text -> !text.isEmpty() && text.length() <= MAX_BOUNDARY)
                .orElseThrow(MultipartBody::malformed);
    }

    /**
     * The header of a field.
     *
     * @param name the field's name
     * @param fileName the file's name on the client's machine, or null if the field is not a file
     */
    public record Field(String name, @Nullable String fileName) {}

    /**
     * Skips what is left of the current field, or the text before the first one, and returns the next field, or null if there is none.
     *
     * @throws HttpErrorException if more than 64 KiB would be skipped
     */
    @Nullable
    public Field next() throws IOException {
        InputStream rest = content();
        byte[] skipped = new byte[BUFFER];
        int left = MAX_PREAMBLE;
        for (int count = rest.read(skipped); count >= 0; count = rest.read(skipped)) {
            left -= count;
            if (left < 0) {
                throw malformed();
            }
        }
        if (!fill(delimiter.length + 2)) {
            throw new HttpErrorException(MediaError.INCOMPLETE_BODY);
        }
        position += delimiter.length;
        if (buffer[position] == '-' && buffer[position + 1] == '-') {
            return null;
        }
        return field(headers());
    }

    private String headers() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != BLANK_LINE) {
            if (headers.size() > MAX_HEADERS) {
                throw malformed();
            }
            if (!fill(1)) {
                throw new HttpErrorException(MediaError.INCOMPLETE_BODY);
            }
            byte next = buffer[position++];
            headers.write(next);
            lastFour = lastFour << 8 | (next & 0xFF);
        }
        return headers.toString(StandardCharsets.UTF_8);
    }

    private static Field field(String headers) throws HttpErrorException {
        Optional<Map<String, String>> disposition = headers.lines()
                .filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length()))
                .findFirst()
                .flatMap(line -> ParameterizedValue.parse(line.substring(DISPOSITION.length())))
                .filter(value -> value.value().equals("form-data"))
                .map(ParameterizedValue::parameters);
        String name = disposition.map(parameters -> parameters.get("name")).orElseThrow(MultipartBody::malformed);
        String fileName =
                disposition.map(parameters -> parameters.get("filename")).orElse(null);
        return new Field(unescape(name), fileName == null ? null : unescape(fileName));
    }

    /** Decodes the characters that browsers escape in names. */
    private static String unescape(String name) {
        return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    /**
     * Reads the rest of the field as text.
     *
     * @throws HttpErrorException if it has more than {@code maxBytes}
     */
    public String text(int maxBytes) throws IOException {
        byte[] bytes = content().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new HttpErrorException(MediaError.FORM_TOO_LARGE);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the rest of the field. */
    public InputStream content() {
        return new BlockInputStream() {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = Math.min(length, available());
                if (count == 0 && length > 0) {
                    return -1;
                }
                System.arraycopy(buffer, position, into, offset, count);
                position += count;
                return count;
            }

            /** Returns the number of buffered bytes before the end of the field; 0 only at its end. */
            @Override
            public int available() throws IOException {
                boolean enough = fill(delimiter.length);
                for (int i = position; i <= limit - delimiter.length; i++) {
                    if (isDelimiter(i)) {
                        return i - position;
                    }
                }
                if (!enough) {
                    throw new HttpErrorException(MediaError.INCOMPLETE_BODY);
                }
                return limit - delimiter.length + 1 - position;
            }
        };
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** Fills the buffer with at least {@code wanted} bytes; returns false if the body ends before. */
    private boolean fill(int wanted) throws IOException {
        if (limit - position >= wanted) {
            return true;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < wanted) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
        }
        return true;
    }

    private static HttpErrorException malformed() {
        return new HttpErrorException(new MediaError(
                400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."));
    }
}
