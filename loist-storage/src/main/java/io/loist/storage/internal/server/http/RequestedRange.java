package io.loist.storage.internal.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of an object that a request asks for (RFC 9110 §14).
 *
 * @param extent whether it is the whole object, a part, or outside the object
 * @param offset the position of the first byte
 * @param length the number of bytes
 */
public record RequestedRange(Extent extent, long offset, long length) {

    private static final Pattern SINGLE = Pattern.compile("(?i)bytes[ \t]*=[ \t]*([0-9]*)[ \t]*-[ \t]*([0-9]*)[ \t]*");

    /** The extents of a range. */
    public enum Extent {
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    /** Returns the whole of an object of this size. */
    static RequestedRange whole(long size) {
        return new RequestedRange(Extent.WHOLE, 0, size);
    }

    /**
     * Parses a Range header. A malformed header, several ranges, and any range of an empty object give the whole object, which a
     * server may always send.
     */
    static RequestedRange parse(String header, long size) {
        Matcher range = SINGLE.matcher(header);
        if (size == 0 || !range.matches()) {
            return whole(size);
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? whole(size) : suffix(number(last), size);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return whole(size);
        }
        return from >= size ? unsatisfiable() : part(from, Math.min(to, size - 1) - from + 1);
    }

    private static RequestedRange suffix(long count, long size) {
        return count == 0 ? unsatisfiable() : part(size - Math.min(count, size), Math.min(count, size));
    }

    private static RequestedRange part(long offset, long length) {
        return new RequestedRange(Extent.PART, offset, length);
    }

    private static RequestedRange unsatisfiable() {
        return new RequestedRange(Extent.UNSATISFIABLE, 0, 0);
    }

    /** Parses a number; numbers that are too large give {@link Long#MAX_VALUE}. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    /** Returns the Content-Range of this part of an object of the given size. */
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
