package io.loist.storage.internal.gcs;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage.Objects.Get;
import com.google.cloud.storage.StorageException;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response with bytes of an object, as they are stored.
 *
 * @param generation the object's generation
 * @param remaining the number of bytes in the response
 * @param crc32c the object's checksum if the response has it and all of the bytes, otherwise null
 * @param bytes the bytes
 */
record GcsMedia(long generation, long remaining, @Nullable String crc32c, InputStream bytes) {

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");
    private static final String CRC32C = "crc32c=";

    /**
     * Requests a range of an object; a range beyond its end is empty.
     *
     * @param generation the generation to read, or null for the present one
     * @throws IOException if there is no response, or it lacks a header
     */
    static GcsMedia open(GcsJsonApi api, ObjectRef ref, @Nullable Long generation, ByteRange range) throws IOException {
        Get get = api.client().objects().get(ref.bucket(), ref.name());
        get.setGeneration(generation);
        get.setReturnRawInputStream(true);
        get.getMediaHttpDownloader().setDirectDownloadEnabled(true);
        boolean isAll = range.offset() == 0 && range.length() == Long.MAX_VALUE;
        if (!isAll) {
            get.getRequestHeaders().setRange(header(range));
        }
        try {
            return read(get.executeMedia());
        } catch (IOException e) {
            StorageException failure = StorageException.translate(e);
            if (!isAll && failure.getCode() == RANGE_NOT_SATISFIABLE) {
                return new GcsMedia(0, 0, null, InputStream.nullInputStream());
            }
            throw e;
        }
    }

    private static String header(ByteRange range) {
        boolean isOpen = range.length() > Long.MAX_VALUE - range.offset();
        return "bytes=" + range.offset() + "-" + (isOpen ? "" : range.offset() + range.length() - 1);
    }

    private static GcsMedia read(HttpResponse response) throws IOException {
        HttpHeaders headers = response.getHeaders();
        String generation = headers.getFirstHeaderStringValue("x-goog-generation");
        Matcher part = CONTENT_RANGE.matcher(String.valueOf(headers.getContentRange()));
        Long length = headers.getContentLength();
        String crc32c = checksum(headers.getHeaderStringValues("x-goog-hash"));
        boolean isPart = part.matches();
        if (generation == null || (length == null && !isPart)) {
            response.disconnect();
            throw new IOException("the answer has no generation or length of the object");
        }
        long count = isPart ? Long.parseLong(part.group(2)) - Long.parseLong(part.group(1)) + 1 : length;
        boolean isWhole = !isPart || count == Long.parseLong(part.group(3));
        return new GcsMedia(Long.parseLong(generation), count, isWhole ? crc32c : null, response.getContent());
    }

    private static @Nullable String checksum(List<String> hashes) {
        return hashes.stream()
                .flatMap(hash -> List.of(hash.split(",")).stream())
                .map(String::strip)
                .filter(hash -> hash.startsWith(CRC32C))
                .map(hash -> hash.substring(CRC32C.length()))
                .findFirst()
                .orElse(null);
    }
}
