package io.loist.storage.internal.server.http;

/**
 * The range of an object that a request asks for (RFC 9110 §14).
 *
 * @param extent whether it is the whole object, a part, or outside the object
 * @param offset the position of the first byte
 * @param length the number of bytes
 */
public record RequestedRange(Extent extent, long offset, long length) {

    private static final int MAX_HEADER = 100;

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
     * Parses a Range header. A malformed header, one of more than 100 characters, several ranges, and any range of an empty object give the whole object, which a
     * server may always send.
     */
    static RequestedRange parse(String header, long size) {
        int equals = header.indexOf('=');
        int dash = header.indexOf('-');
        if (size == 0 || header.length() > MAX_HEADER || equals < 0 || dash < equals || !isInBytes(header, equals)) {
            return whole(size);
        }
        String first = header.substring(equals + 1, dash).strip();
        String last = header.substring(dash + 1).strip();
        if (!isNumberOrEmpty(first) || !isNumberOrEmpty(last)) {
            return whole(size);
        }
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

    private static boolean isInBytes(String header, int equals) {
        return header.substring(0, equals).strip().equalsIgnoreCase("bytes");
    }

    private static boolean isNumberOrEmpty(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
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
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.length() - start > 18 ? Long.MAX_VALUE : Long.parseLong(digits, start, digits.length(), 10);
    }

    /** Returns the Content-Range of this part of an object of the given size. */
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
